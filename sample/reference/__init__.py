"""Real facts behind the simulation, read from the small files beside this module."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import ClassVar, NamedTuple

FOLDER = Path(__file__).parent
NATION = FOLDER / "nation"
# As INSEE writes where no agglomeration is: four islands.
NO_EPCI = "ZZZZZZZZZ"


class Commune(NamedTuple):
    """A line of the COG: `typecom` is COM, COMD, COMA or ARM; empty text where INSEE leaves a blank."""

    cog: str
    typecom: str
    com: str
    reg: str
    dep: str
    arr: str
    tncc: str
    nom: str
    comparent: str
    code_postal: str


class MovementRow(NamedTuple):
    """A movement between two geographies, names not yet split into INSEE's three spellings."""

    mod: int | str
    date_eff: str
    typecom_av: str
    com_av: str
    tncc_av: int | str
    nom_av: str
    typecom_ap: str
    com_ap: str
    tncc_ap: int | str
    nom_ap: str


class Population(NamedTuple):
    """Inhabitants of a commune or district, in the geography of `annee` + 2."""

    com: str
    pmun: int
    ptot: int


class Area(NamedTuple):
    """A department (`dep` filled) or a region (`dep` empty)."""

    dep: str
    reg: str
    cheflieu: str
    tncc: str
    nom: str
    pmun: int


class Member(NamedTuple):
    """A commune in its agglomeration, with the populations the DGCL printed in 2025 (vintage 2022)."""

    com: str
    siren: str
    nom: str
    ptot: int
    pmun: int


class Epci(NamedTuple):
    siren: str
    nom: str
    nature: str
    financement: str
    ptot: int
    pmun: int
    membres: tuple[Member, ...]


def read(name: str, folder: Path = FOLDER) -> Iterator[dict[str, str]]:
    """Lines of a reference file, gzipped or not."""
    content = (folder / name).read_bytes()
    text = (gzip.decompress(content) if name.endswith(".gz") else content).decode()
    yield from csv.DictReader(text.splitlines())


@dataclass(frozen=True)
class Reference:
    """Lazily read reference files, of the demo's agglomerations: `Whole` has all of them."""

    folder: ClassVar[Path] = FOLDER

    @cached_property
    def towns(self) -> dict[str, bool]:
        """Centre towns by code; True where the town is in Action Coeur de Ville."""
        return {line["code_commune"]: line["acv"] == "true" for line in read("towns.csv")}

    @cached_property
    def positions(self) -> dict[str, tuple[float, float]]:
        """Centre towns in metres of their department's projection, to within a few kilometres."""
        return {line["code_commune"]: (float(line["x"]), float(line["y"])) for line in read("towns.csv")}

    @cached_property
    def all_communes(self) -> list[Commune]:
        return [Commune(**line) for line in read("communes.csv.gz")]

    def communes(self, cog: int) -> list[Commune]:
        return [c for c in self.all_communes if c.cog == str(cog)]

    @cached_property
    def movements(self) -> list[MovementRow]:
        return [MovementRow(**line) for line in read("movements.csv", self.folder)]

    @cached_property
    def departements(self) -> list[Area]:
        return [
            Area(d["dep"], d["reg"], d["cheflieu"], d["tncc"], d["nom"], int(d["pmun_2023"] or 0))
            for d in read("departements.csv")
        ]

    @cached_property
    def regions(self) -> list[Area]:
        people: dict[str, int] = {}
        for department in self.departements:
            people[department.reg] = people.get(department.reg, 0) + department.pmun
        return [
            Area("", r["reg"], r["cheflieu"], r["tncc"], r["nom"], people[r["reg"]])
            for r in read("regions.csv")
        ]

    @cached_property
    def epci(self) -> list[Epci]:
        members: dict[str, list[Member]] = {}
        for m in read("epci_membres.csv.gz", self.folder):
            members.setdefault(m["epci"], []).append(
                Member(m["code_commune"], m["siren"], m["nom"], int(m["ptot_2022"]), int(m["pmun_2022"]))
            )
        return [
            Epci(e["siren"], e["nom"], e["nature"], e["financement"], int(e["ptot_2022"]), int(e["pmun_2022"]),
                 tuple(members[e["siren"]]))
            for e in read("epci.csv", self.folder)
        ]  # fmt: skip

    @property
    def groups(self) -> list[Epci]:
        """Agglomerations, and what stands for one where communes have none."""
        return self.epci

    @property
    def uncounted(self) -> dict[str, int]:
        """Inhabitants of communes that the reference populations leave out."""
        return {}

    def people(self, year: int) -> dict[str, int]:
        """Inhabitants of every commune and district, for what has to be drawn in each."""
        return {**self.uncounted, **self.pmun(year)}

    @cached_property
    def _populations(self) -> dict[int, dict[str, tuple[int, int | None]]]:
        years: dict[int, dict[str, tuple[int, int | None]]] = {}
        for line in read("populations.csv.gz", self.folder):
            ptot = int(line["ptot"]) if line["ptot"] else None
            years.setdefault(int(line["annee"]), {})[line["com"]] = int(line["pmun"]), ptot
        return years

    @property
    def population_years(self) -> list[int]:
        return sorted(self._populations)

    def pmun(self, year: int) -> dict[str, int]:
        """Municipal population by commune or district code."""
        return {com: pmun for com, (pmun, _) in self._populations[year].items()}

    def population(self, year: int) -> dict[str, Population]:
        """Both populations; a PTOT that the reference lacks is estimated from that of 2022, else 1.5 %."""
        share = {m.com: (m.ptot - m.pmun) / m.pmun for e in self.epci for m in e.membres if m.pmun}
        return {
            com: Population(
                com, pmun, ptot if ptot is not None else pmun + round(pmun * share.get(com, 0.015))
            )
            for com, (pmun, ptot) in self._populations[year].items()
        }


# Centre towns of the nation are the largest communes of that size, one an agglomeration, as many as the programme has.
ACV_TOWNS, ACV_PEOPLE = 245, range(15_000, 100_000)


@dataclass(frozen=True)
class Whole(Reference):
    """Every commune of France, in the files of `nation/`; the towns of Action Coeur de Ville are likely ones."""

    folder: ClassVar[Path] = NATION

    @cached_property
    def towns(self) -> dict[str, bool]:
        real = Reference().towns
        led = {m.com for e in self.epci for m in e.membres if m.com in real}
        settled = {e.siren for e in self.epci if any(m.com in led for m in e.membres)}
        largest = [max(e.membres, key=lambda m: m.pmun) for e in self.epci if e.siren not in settled]
        likely = sorted((m for m in largest if m.pmun in ACV_PEOPLE), key=lambda m: (-m.pmun, m.com))
        return real | {m.com: True for m in likely[: ACV_TOWNS - sum(real.values())]}

    @property
    def positions(self) -> dict[str, tuple[float, float]]:
        raise NotImplementedError("communes of the nation are laid out in strips: sample.geography.strips")

    @cached_property
    def all_communes(self) -> list[Commune]:
        told = [
            Commune(cog=cog, **{name: line[name] for name in Commune._fields[1:]})
            for line in read("communes.csv.gz", self.folder)
            for cog in line["cogs"].split("/")
        ]
        return sorted(told, key=lambda c: c.cog)

    @cached_property
    def by_year(self) -> dict[str, list[Commune]]:
        return {cog: list(rows) for cog, rows in groupby(self.all_communes, key=lambda c: c.cog)}

    def communes(self, cog: int) -> list[Commune]:
        return self.by_year[str(cog)]

    @cached_property
    def groups(self) -> list[Epci]:
        members = {m.com for e in self.epci for m in e.membres}
        people = self.people(2022)
        alone = tuple(
            Member(c.com, "", c.nom, people[c.com], people[c.com])
            for c in self.communes(2025)
            if c.typecom == "COM" and c.com not in members
        )
        total = sum(m.pmun for m in alone)
        return [*self.epci, Epci(NO_EPCI, "Sans objet", "", "", total, total, alone)]

    @cached_property
    def uncounted(self) -> dict[str, int]:
        return {line["com"]: int(line["pmun"]) for line in read("uncounted.csv", self.folder)}
