// The search of the first page: every word of the question must begin a word of the label, accents and case aside.
"use strict";
const plat = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/œ/g, "oe");
const mots = (text) => plat(text).split(/[^a-z0-9]+/).filter(Boolean);
const connus = barometreListe.map(([label, kind, address]) => ({ label, kind, address, mots: mots(label) }));
const champ = document.getElementById("recherche");
const liste = document.getElementById("resultats");
const compte = document.getElementById("compte");

function chercher() {
  const question = mots(champ.value);
  const trouves = question.length
    ? connus.filter((one) => question.every((mot) => one.mots.some((autre) => autre.startsWith(mot))))
    : [];
  liste.replaceChildren(...trouves.slice(0, 30).map(ligne));
  compte.textContent = question.length ? `${trouves.length} résultat${trouves.length > 1 ? "s" : ""}` : "";
}

function ligne(one) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = one.address;
  link.textContent = one.label.replace(/'/g, "’");
  item.append(link, `, ${one.kind[0].toLowerCase()}${one.kind.slice(1)}`);
  return item;
}

champ.addEventListener("input", chercher);
if (champ.value) chercher();
