"""Measures that publishers give by commune, carried to the communes of 2026."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from tests.independent import digital
from tests.independent.geography import Geography
from tests.independent.land import Land
from tests.independent.mirror import melodi, seed, text, zipped
from tests.independent.notices import Notices
from tests.independent.society import TEMPORARY, SocietyFigures

POPULATIONS = {2019: "6011070", 2021: "7739582", 2022: "8290591", 2023: "8680726"}
URSSAF = (
    "open.urssaf.fr/api/explore/v2.1/catalog/datasets/"
    "etablissements-et-effectifs-salaries-au-niveau-commune-x-ape-last/exports/csv"
)
DARES = (
    "data.dares.travail-emploi.gouv.fr/api/explore/v2.1/catalog/datasets/"
    "dares_defm_communales-brutes/exports/csv"
)
CEREMA = "www.data.gouv.fr/fr/datasets/r/b258feec-f8ff-4e0a-93b3-baf1fe46ef66"
LOVAC = "www.data.gouv.fr/api/1/datasets/r/2e0417b4-902d-4c60-90e7-bf5df148cb87"
SECRET = "s"
RENAMED = {"jobs_temporary": "temporary_jobs"}
EVERY_YEAR = range(2012, 2027)


def legal_populations(mirror: Path) -> dict[int, pd.Series]:
    """PMUN by code of each yearly file."""
    found = {}
    for year, number in POPULATIONS.items():
        rows = zipped(mirror, f"www.insee.fr/fr/statistiques/fichier/{number}/ensemble.zip", "communes.csv")
        found[year] = rows.set_index("COM")["PMUN"].astype(float)
    return found


def last_populations(mirror: Path) -> dict[str, float]:
    """Last population known under each code: what splits are shared by."""
    found: dict[str, float] = {}
    for series in legal_populations(mirror).values():
        found.update(series.to_dict())
    return found


class Figures(Land, SocietyFigures):
    """measure_code to a frame of value (NaN: suppressed) and estimated, by (code, annee)."""

    def __init__(self, mirror: Path, geography: Geography, communes: set[str]) -> None:
        self.mirror, self.geography, self.communes = mirror, geography, communes
        self.by_measure: dict[str, pd.DataFrame] = {}
        for read in (
            self._populations,
            self._urssaf,
            self._dares,
            self._census,
            self._land,
            self._homes,
            self._side,
            self._fibre,
            self._land_and_what_it_is_for,
            self._households,
            self._jobs_gained,
            self._permits,
            self._brownfields,
            self._society,
            self._notices,
        ):
            read()

    def _keep(self, measure: str, rows: pd.DataFrame, year: int) -> None:
        """Rows of code, annee, value in the geography of 1 January `year`."""
        self.by_measure[measure] = self._carried(rows, year)

    def _carried(self, rows: pd.DataFrame, year: int) -> pd.DataFrame:
        return self.geography.carried(rows, year, self.communes)

    def _notices(self) -> None:
        self.notices = Notices(self.mirror, self.geography)
        counted = self.notices.by_year()
        first = min(when.year for when, *_ in self.notices.sales.all)
        for measure, start in (
            ("business_sales", first),
            ("business_sales_priced_3y", first + 2),
            ("insolvencies_proximity", min(when.year for when, *_ in self.notices.openings)),
            ("proximity_units", EVERY_YEAR[0]),
        ):
            keys = [(code, year) for code in self.communes for year in range(start, EVERY_YEAR[-1])]
            values = [float(counted[measure, *key]) for key in keys]
            index = pd.MultiIndex.from_tuples(keys, names=["code", "annee"])
            self.by_measure[measure] = pd.DataFrame({"value": values, "estimated": False}, index=index)

    def _populations(self) -> None:
        history = melodi(self.mirror, "DS_POPULATIONS_HISTORIQUES_CSV_FR")
        history = history[history["GEO_OBJECT"].eq("COM") & history["POPREF_MEASURE"].eq("PMUN")]
        history = _rows(history["GEO"], history["TIME_PERIOD"], history["OBS_VALUE"])
        legal = legal_populations(self.mirror)
        parts = [self._carried(history[~history["annee"].isin(legal)], 2025)]
        for year, series in legal.items():
            parts.append(self._carried(_rows(series.index, year, series.to_numpy()), year + 2))
        known = pd.concat(parts)
        self.by_measure["population"] = known
        self.by_measure["population_latest"] = _carried_forward(known)

    def _urssaf(self) -> None:
        cells = text(self.mirror, URSSAF)
        sets, kinds = seed("naf_activity"), seed("activity").set_index("activity")
        activity = dict(zip(sets["naf_code"].str.replace(".", ""), sets["activity"], strict=True))
        kind = cells["code_ape"].map(activity).fillna("other")
        chosen = {"private": kind.notna()}
        chosen["proximity"] = kind.map(kinds["is_proximity"]).eq("true")
        chosen["industry"] = kind.map(kinds["is_industry"]).eq("true")
        chosen["temporary"] = cells["code_ape"].eq(TEMPORARY)
        names = {"jobs": "effectifs_salaries", "employers": "nombre_d_etablissements"}
        long = {what: _yearly(cells, name) for what, name in names.items()}
        one_only = long["jobs"].isna() ^ long["employers"].isna()
        communes = cells.groupby("code_commune")["code_departement"].first()
        communes = pd.concat([communes, self._silent_communes(communes)])
        covered = long["jobs"].notna().groupby(cells["code_departement"]).any()
        filled = {what: cell.fillna(0).mask(one_only) for what, cell in long.items()}
        for what, cell in filled.items():
            for name, rows in chosen.items():
                grouped = cell[rows].groupby(cells["code_commune"])
                sums = grouped.sum().mask(grouped.count().lt(grouped.size(), axis=0))
                sums = sums.reindex(communes.index, fill_value=0.0)
                known = covered.loc[communes].set_axis(communes.index)
                measure = f"{what}_{name}"
                self._keep(RENAMED.get(measure, measure), _melted(sums, known), 2026)

    def _silent_communes(self, spoken: pd.Series) -> pd.Series:
        """Communes without any employer, in departments the file covers: theirs are zeros."""
        silent = sorted(self.geography.today - set(spoken.index) - set(self.geography.districts.values()))
        departments = pd.Series(
            {code: code[:3] if code[:2] == "97" else code[:2] for code in silent}, dtype=str
        )
        return departments[departments.isin(set(spoken))]

    def _dares(self) -> None:
        rows = text(self.mirror, DARES)
        rows = rows[rows["Catégorie"].eq("ABC") & rows["Sexe"].eq("Total")]
        rows = rows[rows["Date"].str.endswith("T4") & ~rows["Code commune"].isin(self.geography.districts)]
        for measure, age in (("jobseekers_abc", "Total"), ("jobseekers_under_25", "Moins de 25 ans")):
            of = rows[rows["Tranche d'âge"].eq(age)]
            values = of["Nombre de demandeurs d'emploi"]
            self._keep(measure, _rows(of["Code commune"], of["Date"].str[:4], values), 2026)

    def _census(self) -> None:
        rows = melodi(self.mirror, "DS_RP_EMPLOI_LR_PRINC_2023_CSV_FR")
        total = (rows[["SEX", "EDUC"]] == "_T").all(axis=1) & rows["GEO_OBJECT"].eq("COM")
        active = rows["EMPSTA_ENQ"].eq("1T2") & rows["AGE"].eq("Y15T64") & rows["TIME_PERIOD"].eq("2023")
        rows = rows[total & active & rows["OBS_STATUS"].ne("K")]
        every = pd.concat([_rows(rows["GEO"], year, rows["OBS_VALUE"]) for year in EVERY_YEAR])
        self._keep("active_population", every, 2026)

    def _land(self) -> None:
        rows = text(self.mirror, CEREMA, sep=",").set_index("idcom")
        for measure, pattern in (
            ("land_consumed_m2", r"naf(\d\d)art(\d\d)"),
            ("land_consumed_activity_m2", r"art(\d\d)act(\d\d)"),
        ):
            years = {name: re.fullmatch(pattern, name) for name in rows.columns}
            flows = {n: 2000 + int(m[1]) for n, m in years.items() if m and int(m[2]) == int(m[1]) + 1}
            wide = rows[list(flows)].rename(columns=flows).astype(float)
            self._keep(measure, _melted(wide, None), 2025)
        self._means()

    def _means(self) -> None:
        activity = self.by_measure["land_consumed_activity_m2"]["value"].unstack()
        self._mean("land_consumed_activity_mean3_m2", activity.T.rolling(3).mean().T)
        land = self.by_measure["land_consumed_m2"]["value"].unstack()
        since = land[[year for year in land.columns if year >= 2021]]
        decade = land[list(range(2011, 2021))].mean(axis=1)
        self._mean("land_consumed_mean_since_2021_m2", since.T.expanding().mean().T)
        self._mean(
            "land_consumed_mean_2011_2020_m2", pd.DataFrame(dict.fromkeys(EVERY_YEAR, decade)).loc[:, 2021:]
        )

    def _mean(self, measure: str, wide: pd.DataFrame) -> None:
        value = wide.stack().dropna()
        self.by_measure[measure] = pd.DataFrame({"value": value, "estimated": False}).rename_axis(
            ["code", "annee"]
        )

    def _homes(self) -> None:
        rows = text(self.mirror, LOVAC, encoding="latin-1").set_index("CODGEO_26")
        for measure, start in (("homes_vacant_2y", "pp_vacant_plus_2ans_"), ("homes_total", "ff_pp_total_")):
            names = {n: 2000 + int(n.removeprefix(start)) for n in rows.columns if n.startswith(start)}
            wide = rows[list(names)].rename(columns=names).replace(r"\s", "", regex=True)
            counts = wide.apply(pd.to_numeric, errors="coerce")
            assert wide[counts.isna()].stack().dropna().isin(["", SECRET]).all(), "words that are no figure"
            self._keep(measure, _melted(counts, wide.ne("")), 2026)
        self._bounds_of_homes(rows)

    def _bounds_of_homes(self, rows: pd.DataFrame) -> None:
        """What long vacancy is at least and at most, commune by commune: s is 1 to 10, or all vacant homes but a few."""
        years = {2000 + y: rows[[f"pp_vacant_plus_2ans_{y}", f"pp_vacant_{y}"]] for y in range(20, 27)}
        cells = {y: of.replace(r"\s", "", regex=True) for y, of in years.items()}
        counts = {y: of.apply(pd.to_numeric, errors="coerce") for y, of in cells.items()}
        most = {y: of.iloc[:, 1].sub(1).clip(lower=10).fillna(10) for y, of in counts.items()}
        low = pd.DataFrame({y: of.iloc[:, 0].fillna(1) for y, of in counts.items()})
        high = pd.DataFrame({y: of.iloc[:, 0].fillna(most[y]) for y, of in counts.items()})
        self._keep("homes_vacant_2y_low", _melted(low, None), 2026)
        self._keep("homes_vacant_2y_high", _melted(high, None), 2026)

    def _fibre(self) -> None:
        self.by_measure.update(digital.fibre(self.mirror, self.geography, self.communes))

    def _side(self) -> None:
        read = {}
        for measure, name, dataset in (
            ("side_stock", "UNIT_LOC", "DS_SIDE_STOCKS_COM_2024_CSV_FR"),
            ("side_creations", "UNIT_LOC_BURE", "DS_SIDE_CREA_ETAB_COM_2025_CSV_FR"),
        ):
            rows = melodi(self.mirror, dataset)
            total = rows["ACTIVITY"].eq("_T") & rows["LEGAL_FORM"].eq("_T") & rows["GEO_OBJECT"].eq("COM")
            read[measure] = rows[total & rows["SIDE_MEASURE"].eq(name)]
        held = sorted({code for rows in read.values() for code in rows["GEO"]})
        for measure, year in (("side_stock", 2025), ("side_creations", 2026)):
            rows = read[measure]
            wide = rows.assign(v=rows["OBS_VALUE"].astype(float), t=rows["TIME_PERIOD"].astype(int))
            wide = wide.pivot(index="GEO", columns="t", values="v").reindex(held).fillna(0.0)
            self._keep(measure, _melted(wide, None), year)


def _rows(code: object, year: object, value: object) -> pd.DataFrame:
    frame = pd.DataFrame({"code": np.asarray(code), "value": np.asarray(value, dtype=float)})
    return frame.assign(annee=np.asarray(year, dtype=int))


def _yearly(cells: pd.DataFrame, start: str) -> pd.DataFrame:
    """Columns `<start>_<year>` as years; NaN where empty."""
    names = {name: int(name[-4:]) for name in cells.columns if re.fullmatch(start + r"_\d{4}", name)}
    return cells[list(names)].rename(columns=names).apply(pd.to_numeric)


def _melted(wide: pd.DataFrame, known: pd.DataFrame | None) -> pd.DataFrame:
    """Cells by code and year as rows; those not `known` have none."""
    wide = wide.rename_axis(index="code", columns="annee")
    rows = wide.reset_index().melt(id_vars="code", var_name="annee", value_name="value")
    if known is not None:
        flags = known.rename_axis(index="code", columns="annee").reset_index()
        flags = flags.melt(id_vars="code", var_name="annee", value_name="known")
        rows = rows[flags["known"].astype(bool)]
    return rows.assign(annee=rows["annee"].astype(int))


def _carried_forward(known: pd.DataFrame) -> pd.DataFrame:
    """The year's population, else that of one to three years before, estimated."""
    parts = [known]
    for back in (1, 2, 3):
        moved = known.rename(index=lambda year, by=back: year + by, level="annee").assign(estimated=True)
        taken = pd.concat(parts).index
        parts.append(moved[~moved.index.isin(taken)])
    return pd.concat(parts)
