"""INSEE's Filosofi: living standards by commune."""

from expectations.claim import WARNING, Claim, Facts, no_rows, one_of, rows
from expectations.raw.melodi import melodi

MEASURES = ("D1_SL", "D9_SL", "GI_SL", "IR_D9_D1_SL", "MED_SL", "NUM_HH", "NUM_PER", "PR_MD60")


def principal(facts: Facts) -> list[Claim]:
    """`insee_filosofi`: territory x measure x unit x year."""
    claims = [
        *_figures(),
        one_of("conf_status", ("C", "F"), "A new mark of secrecy: staging must know it.", WARNING),
        no_rows(
            r"""select geo, obs_value from {batch} where filosofi_measure = 'MED_SL'
                and coalesce(conf_status, 'F') <> 'C' and obs_value ~ '^\d+([.]\d+)?$'
                and obs_value::numeric not between 5000 and 100000 limit 20""",
            "a median living standard is between 5,000 and 100,000 euros a year",
            "Another unit or another power of ten: see UNIT_MEASURE and UNIT_MULT.",
            WARNING,
        ),
    ]
    return claims if facts.is_simulated else [*claims, rows(100_000, None, "About 35,000 communes.")]


def _figures() -> list[Claim]:
    """Companions such as S_… (shares) are many: only the measures we use are listed."""
    every = melodi(("unit_measure",), "filosofi_measure", MEASURES)
    return [claim for claim in every if "filosofi_measure is one of" not in claim.says]
