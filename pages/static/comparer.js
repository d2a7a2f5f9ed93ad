// The page of comparison: a script a town, read when the town is chosen, so that no server is needed.
"use strict";
const villes = barometreListe.filter(([, kind]) => kind === "ville").map(([label, , address]) => [label, address.slice(8, -5)]);
const parNom = new Map(villes);
const parCode = new Map(villes.map(([label, code]) => [code, label]));
const lues = new Map();
const champs = [...document.querySelectorAll("input[data-place]")];
const message = document.getElementById("message");

function barometre(town) {
  lues.set(town.code, town);
  montrer();
}

function lire(code) {
  if (lues.has(code)) return;
  const script = document.createElement("script");
  script.src = `data/${code}.js`;
  script.onerror = () => (message.textContent = `Chiffres introuvables : ${parCode.get(code)}.`);
  document.head.append(script);
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function rangee(cells) {
  const row = document.createElement("tr");
  row.append(...cells);
  return row;
}

function cellule(figure) {
  const cell = element("td", "");
  if (!figure) {
    cell.textContent = "non disponible";
    return cell;
  }
  const [value, period, change, status] = figure;
  cell.append(element("strong", value), ` (${period})`);
  for (const text of [change && `${change} depuis 2022`, status]) {
    if (text) cell.append(document.createElement("br"), element("small", text));
  }
  return cell;
}

function montrer() {
  const choisies = champs.map((champ) => parNom.get(champ.value)).filter((code) => lues.has(code)).map((code) => lues.get(code));
  const place = document.getElementById("tableau");
  if (!choisies.length) return place.replaceChildren();
  const table = document.createElement("table");
  table.append(element("caption", "Indicateurs clés, dernière année connue de chaque ville"));
  const head = table.createTHead();
  head.append(rangee([element("th", "Indicateur", { scope: "col" }), ...choisies.map((town) => element("th", town.label, { scope: "col" }))]));
  const body = table.createTBody();
  for (const [code, label] of barometreIndicateurs) {
    const name = element("th", "", { scope: "row" });
    name.append(element("a", label, { href: `indicator/${code}.html` }));
    body.append(rangee([name, ...choisies.map((town) => cellule(town.figures[code]))]));
  }
  place.replaceChildren(table);
}

function choisir() {
  const codes = [...new Set(champs.map((champ) => parNom.get(champ.value)).filter(Boolean))];
  message.textContent = "";
  codes.forEach(lire);
  history.replaceState(null, "", `#${codes.join(",")}`);
  montrer();
}

document.getElementById("villes").append(...villes.map(([label]) => element("option", "", { value: label })));
const demandes = location.hash.slice(1).split(",").filter(Boolean);
demandes.filter((code) => parCode.has(code)).slice(0, champs.length)
  .forEach((code, number) => (champs[number].value = parCode.get(code)));
champs.forEach((champ) => champ.addEventListener("change", choisir));
choisir();
const inconnus = demandes.filter((code) => !parCode.has(code));
if (inconnus.length) message.textContent = `Pas une ville du baromètre : ${inconnus.join(", ")}.`;
