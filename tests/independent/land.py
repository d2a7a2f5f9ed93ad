"""Land, households, permits and brownfields of communes, from the publishers' files: measures of L01 to L09 and P07."""

import csv
import itertools
import re
from collections.abc import Set
from io import StringIO

import pandas as pd

from tests.independent.mirror import melodi, text

CEREMA = "www.data.gouv.fr/fr/datasets/r/b258feec-f8ff-4e0a-93b3-baf1fe46ef66"
SITADEL = (
    "data.statistiques.developpement-durable.gouv.fr/dido/api/v1/datafiles/"
    "f8f0700f-806c-40a7-83b1-f21cf507e7c4/csv"
)
CARTOFRICHES = "www.data.gouv.fr/api/1/datasets/r/74feb3ed-5f9f-4ef8-8fab-b0128d569a99"
CENSUSES = (2012, 2017, 2023)
INVENTORY = 2026
CANCELLED = "4"
PRODUCTION, ACTIVITY = ("IND", "ART", "ENT"), ("COM", "BUR", "HEB", "IND", "ART", "ENT")


class Land:
    """Mixed into Figures: keeps its measures beside the others."""

    def _land_and_what_it_is_for(self) -> None:
        wide = text(self.mirror, CEREMA, sep=",").set_index("idcom")
        homes, area = self._yearly_flow(wide, r"art(\d\d)hab(\d\d)"), wide["surfcom2025"].astype(float)
        self._keep_wide("land_consumed_housing_m2", homes, 2025)
        self._keep_wide("land_area_m2", pd.DataFrame(dict.fromkeys(homes.columns, area)), 2025)
        activity = self.by_measure["land_consumed_activity_m2"]["value"].unstack()
        self._store("land_consumed_activity_5y_m2", activity.T.rolling(5).sum().T)
        flow = self.by_measure["land_consumed_housing_m2"]["value"].unstack()
        spans = itertools.pairwise(CENSUSES)
        between = {last: flow[list(range(first, last))].sum(axis=1) for first, last in spans}
        self._store("land_consumed_housing_between_m2", pd.DataFrame(between))

    def _households(self) -> None:
        rows = melodi(self.mirror, "DS_RP_MENAGES_COMP_2023_CSV_FR")
        of_all = rows[["TPH", "PCS", "OCS"]].eq("_T").all(axis=1)
        rows = rows[of_all & rows["GEO_OBJECT"].eq("COM") & rows["RP_MEASURE"].eq("DWELLINGS")]
        rows = rows.assign(v=rows["OBS_VALUE"].astype(float), t=rows["TIME_PERIOD"].astype(int))
        self._keep_wide("households", rows.pivot(index="GEO", columns="t", values="v"), 2026)
        known = self.by_measure["households"]["value"].unstack()
        self._store("households_gained", known.diff(axis=1).iloc[:, 1:])

    def _jobs_gained(self) -> None:
        jobs = self.by_measure["jobs_private"]["value"].unstack()
        self._store("private_jobs_gained_5y", jobs.diff(5, axis=1))

    def _permits(self) -> None:
        rows = text(self.mirror, SITADEL)
        rows = rows[rows["ETAT_DAU"].ne(CANCELLED)]
        year = rows["DATE_REELLE_AUTORISATION"].str[:4].astype(int)
        created, recycled = self._surfaces(rows, "CREEE"), self._surfaces(rows, "ISSUE_TRANSFO")
        summed = {
            "floor_productive_3y_m2": created[list(set(PRODUCTION) & set(created))].sum(axis=1),
            "floor_recycled_3y_m2": recycled.sum(axis=1),
            "floor_activity_3y_m2": created.sum(axis=1) + recycled.sum(axis=1),
        }
        permits = set(zip(rows["COMM"], year, strict=True))
        heirs = {(code, then): self.geography.carry(code, then) for code, then in permits}
        shared = {
            (heir, t)
            for (_, then), shares in heirs.items()
            for heir in (shares if len(shares) > 1 else ())
            for t in range(then, then + 3)
        }
        for measure, floor in summed.items():
            found: dict[tuple[str, int], float] = {}
            for code, then, surface in zip(rows["COMM"], year, floor, strict=True):
                for heir, share in heirs[code, then].items():
                    for t in range(then, then + 3):
                        found[heir, t] = found.get((heir, t), 0.0) + share * surface
            self._where_covered(measure, found, rows["COMM"], range(2015, 2026), shared)

    @staticmethod
    def _surfaces(rows: pd.DataFrame, step: str) -> pd.DataFrame:
        names = {f"SURF_{use}_{step}": use for use in ACTIVITY if f"SURF_{use}_{step}" in rows}
        return rows[list(names)].rename(columns=names).apply(pd.to_numeric).clip(lower=0).fillna(0)

    def _brownfields(self) -> None:
        told = (self.mirror / CARTOFRICHES).read_text(encoding="utf-8")
        sites = [
            row for row in csv.DictReader(StringIO(told), delimiter=";", escapechar="\\") if row["comm_insee"]
        ]
        chosen = {
            "brownfield_without_project_m2": {"friche sans projet"},
            "brownfield_reused_m2": {"friche reconvertie"},
            "brownfield_verified_m2": {"friche sans projet", "friche avec projet", "friche reconvertie"},
        }
        codes = pd.Series([site["comm_insee"] for site in sites])
        for measure, states in chosen.items():
            found: dict[tuple[str, int], float] = {}
            for site in sites:
                if site["site_statut"] in states and site["unite_fonciere_surface"] != "NA":
                    for heir, share in self.geography.carry(site["comm_insee"], INVENTORY).items():
                        key = heir, INVENTORY
                        found[key] = found.get(key, 0.0) + share * float(site["unite_fonciere_surface"])
            self._where_covered(measure, found, codes, range(INVENTORY, INVENTORY + 1))

    def _where_covered(
        self, measure: str, found: dict, codes: pd.Series, years: range, shared: Set[tuple] = frozenset()
    ) -> None:
        """What is not found is zero, in departments that the file speaks of; what was `shared` out is estimated."""
        spoken = {department(heir) for code in set(codes) for heir in self.geography.carry(code, years[0])}
        rows = {
            (code, year): {"value": found.get((code, year), 0.0), "estimated": (code, year) in shared}
            for code in self.communes
            for year in years
            if department(code) in spoken
        }
        frame = pd.DataFrame.from_dict(rows, orient="index")
        frame.index = pd.MultiIndex.from_tuples(frame.index, names=["code", "annee"])
        self.by_measure[measure] = frame

    @staticmethod
    def _yearly_flow(wide: pd.DataFrame, pattern: str) -> pd.DataFrame:
        named = {name: re.fullmatch(pattern, name) for name in wide.columns}
        years = {n: 2000 + int(m[1]) for n, m in named.items() if m and int(m[2]) == int(m[1]) + 1}
        return wide[list(years)].rename(columns=years).astype(float)

    def _keep_wide(self, measure: str, wide: pd.DataFrame, year: int) -> None:
        rows = wide.rename_axis(index="code", columns="annee").reset_index()
        self._keep(measure, rows.melt(id_vars="code", var_name="annee", value_name="value"), year)

    def _store(self, measure: str, wide: pd.DataFrame) -> None:
        value = wide.stack().dropna()
        frame = pd.DataFrame({"value": value, "estimated": False})
        self.by_measure[measure] = frame.rename_axis(["code", "annee"])


def department(commune: str) -> str:
    """Department of a commune's code."""
    return commune[:3] if commune[:2] == "97" else commune[:2]
