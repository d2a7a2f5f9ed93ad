"""Arrow tables in the publisher's columns, order and types."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sample.sirene.activities import activities
from sample.sirene.addresses import Addresses
from sample.sirene.arrays import Bools, Ints, dates, digits, empty, masked, words
from sample.sirene.columns import HISTORY, STOCK
from sample.sirene.periods import CLOSED, EMPLOYER, NAF_REV1, NAF_REV2, NO_SIGN, NOT_EMPLOYER, SIGNS, Periods
from sample.sirene.places import Places
from sample.sirene.units import Units, day

NOMENCLATURES = ["NAF1993", "NAFRev1", "NAFRev2"]
TRADES = ["BOULANGERIE", "COIFFURE", "LIBRAIRIE", "PHARMACIE", "RESTAURANT", "BAR", "FLEURS", "OPTIQUE"]
PLACES = ["DU MARCHE", "DE LA GARE", "DES HALLES", "DU CENTRE", "DE L HOTEL DE VILLE", "SAINT MARTIN", "DU PONT",
          "DES ARCADES", "DU THEATRE", "DE LA POSTE", "BELLEVUE", "DES TILLEULS", "DU CHATEAU", "DE LA PAIX",
          "DU MIDI", "DES ARTS", "DU COIN", "DE FRANCE", "DU COMMERCE", "DES ALLIES"]  # fmt: skip
SIGN_WORDS = [f"{trade} {place}" for place in PLACES for trade in TRADES][:SIGNS]
STAFF = ["NN", "00", "01", "02", "03", "11", "12", "21"]
STAFF_SHARES = (0.62, 0.04, 0.18, 0.07, 0.05, 0.025, 0.01, 0.005)
# First dates as the register has them: unknown, 1900-01-01, or typed wrong.
UNKNOWN_DAY, WRONG_PAST, WRONG_FUTURE = day(1900), day(4, 3, 1), day(3035, 6, 1)


@dataclass
class Register:
    """What both files say of each unit: identifiers, diffusion status, first date as displayed."""

    siren: pa.Array
    nic: pa.Array
    siret: pa.Array
    masked: Bools
    created: Ints
    created_blank: Bools
    trusted: Bools  # the first period starts on the day displayed as creation

    def __len__(self) -> int:
        return len(self.masked)


def register(random: np.random.Generator, units: Units) -> Register:
    number = len(units)
    draw = random.random(number)
    created = units.birth.copy()
    created[draw < 0.021] = UNKNOWN_DAY
    created[draw < 0.0003] = WRONG_PAST
    created[draw < 0.0001] = WRONG_FUTURE
    return Register(
        siren=digits(units.siren, 9),
        nic=digits(units.nic, 5),
        siret=digits(units.siren * 100_000 + units.nic, 14),
        masked=random.random(number) < 0.13,
        created=created,
        created_blank=(draw >= 0.011) & (draw < 0.021),
        trusted=created != WRONG_FUTURE,
    )


def nomenclature(start: Ints) -> Ints:
    return (start >= NAF_REV1).astype(np.int64) + (start >= NAF_REV2)


def activity_columns(spans: Periods) -> dict[str, pa.Array]:
    """Activity and nomenclature; one old period in twelve has neither."""
    table, version = activities(), nomenclature(spans.start)
    blank = (version == 0) & (spans.unit % 12 == 0)
    index = np.where(version == 2, spans.activity, spans.activity + len(table.naf))
    return {
        "activitePrincipaleEtablissement": words(index, [*table.naf, *table.old], blank),
        "nomenclatureActivitePrincipaleEtablissement": words(version, NOMENCLATURES, blank),
    }


def common_columns(spans: Periods, hidden: Bools) -> dict[str, pa.Array]:
    """Columns that stock and history share: state, signs, activity, employer."""
    no_sign = spans.sign == NO_SIGN
    blank_state = spans.first & ~spans.last & (spans.start < day(1990)) & (spans.unit % 40 == 0)
    return {
        "etatAdministratifEtablissement": words(spans.state, ["F", "A"], blank_state),
        "enseigne1Etablissement": masked(spans.sign, SIGN_WORDS, hidden, no_sign | (spans.sign % 3 == 0)),
        "denominationUsuelleEtablissement": masked(
            spans.sign, SIGN_WORDS, hidden, no_sign | (spans.sign % 3 != 0)
        ),
        **activity_columns(spans),
        "caractereEmployeurEtablissement": words(
            spans.employer, ["O", "N"], (spans.employer != EMPLOYER) & (spans.employer != NOT_EMPLOYER)
        ),
    }


def starts(spans: Periods, numbers: Register) -> pa.Array:
    """Start of each period; the first one follows the creation date, its errors included."""
    from_creation = spans.first & numbers.trusted[spans.unit]
    days = np.where(from_creation, numbers.created[spans.unit], spans.start)
    return dates(days, spans.first & numbers.created_blank[spans.unit])


def history_table(spans: Periods, numbers: Register) -> pa.Table:
    """Table of StockEtablissementHistorique."""
    unit = pa.array(spans.unit)
    columns = {
        "siren": numbers.siren.take(unit),
        "nic": numbers.nic.take(unit),
        "siret": numbers.siret.take(unit),
        "dateFin": dates(np.where(spans.last, 0, spans.end), spans.last),
        "dateDebut": starts(spans, numbers),
        **common_columns(spans, numbers.masked[spans.unit]),
        "changementEtatAdministratifEtablissement": changed(spans, spans.state),
        "changementEnseigneEtablissement": changed(spans, np.where(spans.sign % 3 == 0, 0, spans.sign)),
        "changementDenominationUsuelleEtablissement": changed(
            spans, np.where(spans.sign % 3 == 0, spans.sign, 0)
        ),
        "changementActivitePrincipaleEtablissement": changed(
            spans, spans.activity * 3 + nomenclature(spans.start)
        ),
        "changementCaractereEmployeurEtablissement": changed(spans, spans.employer),
    }
    return assemble(HISTORY, columns, len(spans))


def changed(spans: Periods, value: Ints) -> pa.Array:
    """True where a period differs from the one before it of the same unit."""
    return pa.array(np.append(False, value[1:] != value[:-1]) & ~spans.first)


def stock_table(
    random: np.random.Generator, units: Units, spans: Periods, numbers: Register, where: Places, end: int
) -> pa.Table:
    """Table of StockEtablissement: each unit with its current period."""
    now = last_periods(spans)
    employs = (now.employer == EMPLOYER) & (now.state != CLOSED)
    staff = np.where(employs, random.choice(len(STAFF), len(units), p=STAFF_SHARES), 0)
    treated = np.maximum(now.start, day(2005)) * 86_400
    treated += (random.random(len(units)) * ((end + 1) * 86_400 - treated)).astype(np.int64)
    recent = (now.start >= NAF_REV2) & (now.state != CLOSED)
    columns = {
        "siren": numbers.siren,
        "nic": numbers.nic,
        "siret": numbers.siret,
        "statutDiffusionEtablissement": words(numbers.masked.astype(np.int64), ["O", "P"]),
        "dateCreationEtablissement": dates(numbers.created, numbers.created_blank),
        "trancheEffectifsEtablissement": words(staff, STAFF),
        "anneeEffectifsEtablissement": pa.array(np.full(len(units), 2024), mask=staff == 0),
        "dateDernierTraitementEtablissement": pa.array(treated * 1_000_000).cast(pa.timestamp("us")),
        "etablissementSiege": pa.array(units.head),
        "nombrePeriodesEtablissement": pa.array(np.bincount(spans.unit, minlength=len(units))),
        **Addresses.draw(random, units, where).columns(numbers.masked),
        "dateDebut": pc.take(starts(spans, numbers), pa.array(np.flatnonzero(spans.last))),
        **common_columns(now, numbers.masked),
        "activitePrincipaleNAF25Etablissement": words(now.activity, activities().naf25, ~recent),
    }
    return assemble(STOCK, columns, len(units))


def last_periods(spans: Periods) -> Periods:
    """The current period of each unit, in order of unit."""
    return Periods(**{name: values[spans.last] for name, values in vars(spans).items()})


def assemble(header: tuple[str, ...], columns: dict[str, pa.Array], number: int) -> pa.Table:
    """Columns in the publisher's order; those not simulated are there, and blank."""
    blank = empty(number)
    return pa.table([columns.get(name, blank) for name in header], names=list(header))
