"""Cerema, EmpCom: contours of commercial zones."""

from expectations.claim import NEW_WORD, WARNING, Claim, Facts, filled, no_rows, of_real_files, rows
from expectations.geometry import in_lambert_93

ACTIVITIES = ("commerce", "artisanat", "logistique", "industrie", "tertiaire", "autre", "mixte")


def zone(facts: Facts) -> list[Claim]:
    """`cerema_empcom_zone`: contour of one activity in a site."""
    return [
        filled("geometry", "Shops of a feature without contour count as outside: correct it.", mostly=0.99),
        in_lambert_93("fid"),
        no_rows(
            "select count(*) as rows from {batch} having count(*) filter (where lower(trim(activite)) = 'commerce') = 0 limit 20",
            "some contour is of commerce",
            "The publisher writes it otherwise: change staging, or no shop is in a zone.",
        ),
        no_rows(
            f"select fid, activite from {{batch}} where lower(trim(activite)) !~ '^({'|'.join(ACTIVITIES)})' limit 20",
            f"activite begins with one of {', '.join(ACTIVITIES)}",
            NEW_WORD,
            WARNING,
        ),
        *of_real_files(facts, rows(1_400, 1_700, "1,527 contours, by third parties.")),
    ]
