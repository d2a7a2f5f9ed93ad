"""Population, incomes and jobs: census, Filosofi, FLORES, Dares and Urssaf, from their files and their definitions."""

import math
from collections import Counter
from pathlib import Path

import pandas as pd

from tests.independent.geography import Geography
from tests.independent.mirror import melodi, seed, text, zipped

CENSUS = ("2012", "2017", "2023")
ORDINARY = ("DS_RP_POPULATION_PRINC", "DS_RP_EDUCATION_PRINC")
TEMPORARY = "7820Z"
FEW_JOBS, SECTORS_LEAST = 500, 6
FIRST, WITHHELD_BELOW = 2017, 3
LEVELS = {"commune": "COM", "epci": "EPCI", "departement": "DEP", "region": "REG", "france": "FRANCE"}
# Of 38 sectors, the first division of each; the last one ends at 99.
STARTS = {
    "AZ": 1, "BZ": 5, "CA": 10, "CB": 13, "CC": 16, "CD": 19, "CE": 20, "CF": 21, "CG": 22, "CH": 24, "CI": 26, "CJ": 27,
    "CK": 28, "CL": 29, "CM": 31, "DZ": 35, "EZ": 36, "FZ": 41, "GZ": 45, "HZ": 49, "IZ": 55, "JA": 58, "JB": 61, "JC": 62,
    "KZ": 64, "LZ": 68, "MA": 69, "MB": 72, "MC": 73, "NZ": 77, "OZ": 84, "PZ": 85, "QA": 86, "QB": 87, "RZ": 90, "SZ": 94,
    "TZ": 97, "UZ": 99,
}  # fmt: skip


def sector(division: int) -> str:
    """Sector of a division of NAF rev. 2."""
    return max((start, name) for name, start in STARTS.items() if start <= division)[1]


class SocietyFigures:
    """Mixin of Figures: measures of the census, of FLORES, of young jobseekers."""

    def _society(self) -> None:
        for dataset, measure, chosen in (
            (ORDINARY[0], "residents", {"AGE": ["_T"]}),
            (ORDINARY[0], "residents_65_plus", {"AGE": ["Y65T79", "Y_GE80"]}),
            (ORDINARY[1], "residents_18_24", {"AGE": ["Y18T24"], "STUD": ["_T"]}),
            (ORDINARY[1], "enrolled_18_24", {"AGE": ["Y18T24"], "STUD": ["1"]}),
            ("DS_RP_EMPLOI_LT_PRINC", "jobs_at_workplace", {"EMPFORM": ["_T"]}),
            ("DS_RP_EMPLOI_LR_PRINC", "residents_employed", {"EMPSTA_ENQ": ["1"], "AGE": ["Y15T64"]}),
        ):
            rows = melodi(self.mirror, f"{dataset}_2023_CSV_FR")
            for column, values in {"GEO_OBJECT": ["COM"], "SEX": ["_T"], **chosen}.items():
                rows = rows[rows[column].isin(values)]
            self._sums(measure, rows, 2026)
        self._moved()
        self._flores()

    def _sums(self, measure: str, rows: pd.DataFrame, year: int) -> None:
        rows = rows.assign(value=rows["OBS_VALUE"].astype(float), annee=rows["TIME_PERIOD"].astype(int))
        sums = rows.groupby(["GEO", "annee"])["value"].sum().reset_index()
        self._keep(measure, sums.rename(columns={"GEO": "code"}), year)

    def _moved(self) -> None:
        rows = melodi(self.mirror, "DS_RP_SERIE_HISTORIQUE_2023_CSV_FR")
        rows = rows[rows["GEO_OBJECT"].eq("COM") & rows["OCS"].eq("_T")]
        rows = rows.assign(OBS_VALUE=rows["OBS_VALUE"].astype(float), t=rows["TIME_PERIOD"].astype(int))
        of = {m: rows[rows["RP_MEASURE"].eq(m)].pivot(index="GEO", columns="t", values="OBS_VALUE") for m in
              ("POP", "BRTH", "DEATH")}  # fmt: skip
        found: dict[str, list] = {"natural_change": [], "migratory_change": [], "person_years": []}
        for before, now in ((2007, 2012), (2012, 2017), (2017, 2023)):
            natural = of["BRTH"][now] - of["DEATH"][now]
            then, after = of["POP"][before], of["POP"][now]
            values = (natural, after - then - natural, (now - before) * (then + after) / 2)
            for series, value in zip(found.values(), values, strict=True):
                series.append(pd.DataFrame({"code": value.index, "annee": now, "value": value.to_numpy()}))
        for measure, parts in found.items():
            self._keep(measure, pd.concat(parts), 2026)

    def _flores(self) -> None:
        rows = melodi(self.mirror, "DS_FLORES_A17_2023_CSV_FR")
        rows = rows[rows["GEO_OBJECT"].eq("COM") & rows["LEGAL_FORM_WITH_PUBLIC"].eq("1T9X7")]
        serving = rows["ACTIVITY"].isin(set(seed("productive_sector")["secteur"]))
        for kind, name in (("EMPL3112", "flores_jobs"), ("UNIT_LOC", "flores_employers")):
            of_kind = rows["FLORES_MEASURE"].eq(kind)
            self._sums(name, rows[of_kind & rows["ACTIVITY"].eq("_T")], 2025)
            # A commune of the file without a productive sector has none: a zero.
            zeros = rows[of_kind & rows["ACTIVITY"].eq("_T")].assign(OBS_VALUE="0")
            self._sums(f"{name}_productive", pd.concat([rows[of_kind & serving], zeros]), 2025)


EARLIER = {
    2017: ("4507225/base-filosofi-2017_CSV.zip", "cc_filosofi_2017_COM.CSV", "MED17"),
    2018: ("5009218/indic-struct-distrib-revenu-2018-COMMUNES_csv.zip", "FILO2018_DISP_COM.csv", "Q218"),
    2019: ("6036907/indic-struct-distrib-revenu-2019-COMMUNES_csv.zip", "FILO2019_DISP_COM.csv", "Q219"),
    2020: ("6692220/indic-struct-distrib-revenu-2020-COMMUNES_csv.zip", "FILO2020_DISP_COM.csv", "Q220"),
}


def _published(mirror: Path, path: str, member: str, column: str) -> dict[str, float]:
    rows = zipped(mirror, f"www.insee.fr/fr/statistiques/fichier/{path}", member, encoding="latin-1")
    rows = rows[rows[column].ne("nd")]
    return dict(zip(rows["CODGEO"], pd.to_numeric(rows[column], errors="coerce"), strict=True))


class Medians:
    """Median living standard by level, code and year; NaN where it is secret, none of a commune that changed since."""

    def __init__(self, mirror: Path, geography: Geography) -> None:
        self.geography = geography
        # Of communes as published, by year; what is not available (nd) is left out.
        self.published = {year: _published(mirror, *where) for year, where in EARLIER.items()}
        self.found: dict[tuple[str, str, int], float] = {}
        for year, values in self.published.items():
            whole = self._whole(year + 1)
            self.found |= {("COM", code, year): value for code, value in values.items() if code in whole}
        rows = melodi(mirror, "DS_FILOSOFI_CC_2023_CSV_FR")
        rows = rows[rows["FILOSOFI_MEASURE"].eq("MED_SL")]
        secret = rows["CONF_STATUS"].eq("C")
        changed = rows["GEO_OBJECT"].eq("COM") & ~rows["GEO"].isin(self._whole(2025))
        values = pd.to_numeric(rows["OBS_VALUE"], errors="coerce").mask(secret)[~changed]
        keys = zip(rows.loc[~changed, "GEO_OBJECT"], rows.loc[~changed, "GEO"], strict=True)
        self.found |= {(*key, 2023): value for key, value in zip(keys, values, strict=True)}

    def _whole(self, year: int) -> set[str]:
        """Communes that one code, their own, leads to from 1 January of the year."""
        since = (f"{year}-01-01", True)
        codes = self.geography.today | {code for when, code, _ in self.geography.events if when > since}
        heirs = {code: self.geography.carry(code, year) for code in codes}
        held = Counter(heir for shares in heirs.values() for heir in shares)
        return {code for code, shares in heirs.items() if shares == {code: 1.0} and held[code] == 1}

    def of_towns(self, year: int) -> dict[str, float]:
        """What is known of today's communes that one code alone of the year's file leads to."""
        heirs = {code: self.geography.carry(code, year + 1) for code in self.published[year]}
        heirs = {code: shares for code, shares in heirs.items() if code not in self.geography.districts}
        held = Counter(heir for shares in heirs.values() for heir in shares)
        return {
            heir: value
            for code, value in self.published[year].items()
            for heir, share in heirs.get(code, {}).items()
            if share == 1.0 and held[heir] == 1 and not math.isnan(value)
        }

    def __call__(self, level: str, code: str, year: int) -> float | None:
        """None: not given."""
        if level not in LEVELS:
            return None
        return self.found.get((LEVELS[level], "F" if level == "france" else code, year))


class Shift:
    """Jobs by commune, sector and year, and what each commune would have had its sectors grown as in the country."""

    def __init__(self, mirror: Path, path: str, geography: Geography) -> None:
        cells = text(mirror, path)
        cells["sector"] = [sector(int(code[:2])) for code in cells["code_ape"]]
        names = [f"effectifs_salaries_{year}" for year in range(FIRST, 2026)]
        jobs = cells[names].apply(pd.to_numeric).fillna(0.0)
        jobs.columns = range(FIRST, 2026)
        jobs = jobs.groupby([cells["code_commune"], cells["sector"]]).sum()
        carried = [
            row * share
            for (code, of), row in jobs.iterrows()
            for heir, share in geography.carry(code, 2026).items()
            for row in [row.rename((heir, of))]
        ]
        wide = pd.DataFrame(carried)
        wide.index = pd.MultiIndex.from_tuples(wide.index, names=["code", "sector"])
        self.jobs = wide.groupby(level=[0, 1]).sum()
        self.country = self.jobs.groupby(level=1).sum()

    def effects(self, communes: list[str], base: int, year: int) -> tuple[int, int, int]:
        """National, mix and local effect, whole jobs."""
        mine = self.jobs[self.jobs.index.get_level_values(0).isin(set(communes))]
        start, end = mine[base].sum(), mine[year].sum()
        by_sector = mine[base].groupby(level=1).sum()
        growth = (self.country[year] / self.country[base]).where(self.country[base] > 0, 0.0)
        expected = (by_sector * growth.reindex(by_sector.index)).sum()
        country = self.country[year].sum() / self.country[base].sum()
        national = round(start * (country - 1))
        both = round(expected - start)
        return national, both - national, round(end - start) - both

    def sectors(self, communes: list[str], base: int) -> int:
        """Sectors with jobs in the commune that has most."""
        mine = self.jobs[self.jobs.index.get_level_values(0).isin(set(communes))][base]
        return int((mine > 0).groupby(level=0).sum().max()) if len(mine) else 0


def growth_rate(now: float, then: float, years: int) -> float:
    """Yearly rate in percent."""
    return 100 * (math.exp(math.log(now / then) / years) - 1)
