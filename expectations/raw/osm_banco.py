"""BANCO: shops of OpenStreetMap."""

from expectations.claim import WARNING, Claim, Facts, no_rows, of_real_files, rows

USUAL = ("bakery", "restaurant", "hairdresser")
TOLD = ("has_opening_hours", "has_website", "has_phone", "has_email", "has_facebook")


def commerce(facts: Facts) -> list[Claim]:
    """`osm_banco_commerce`: points of the globe, words of OpenStreetMap, something told of some."""
    return [
        no_rows(
            """select osm_id from {batch}
                where longitude not between -180 and 180 or latitude not between -90 and 90 limit 20""",
            "longitudes and latitudes are degrees",
            "Another projection, or a decimal comma: declare it.",
        ),
        no_rows(
            """select osm_id from {batch}
                where latitude between -6 and 10 and longitude between 41 and 52 limit 20""",
            "X is the longitude, Y the latitude",
            "The two columns are exchanged: exchange their headers in the declaration.",
        ),
        *(_has(word) for word in USUAL),
        *(_is_told(column) for column in TOLD),
        no_rows(
            """select osm_id from {batch}
                where com_insee !~ '^([0-9]{{2}}|2[AB])[0-9]{{3}}$' limit 20""",
            "com_insee is a commune code",
            "Compare the file with the source page: a code may have lost its leading zero.",
            WARNING,
        ),
        *of_real_files(facts, rows(300_000, None, "497,214 shops in February 2021.")),
    ]


def _has(word: str) -> Claim:
    return no_rows(
        f"""select count(*) as other_rows from {{batch}}
            having count(*) filter (where type ~ '(^|;) *{word} *(;|$)') = 0 limit 20""",
        f"type holds OpenStreetMap's bare words: {word} is there",
        "Words are written in another way: seed osm_shop and its reading must learn it, or no shop would count.",
    )


def _is_told(column: str) -> Claim:
    return no_rows(
        f"""select count(*) as rows_there from {{batch}}
            having count(*) > 100 and (count(*) filter (where {column}) = 0 or count(*) filter (where not {column}) = 0)
            limit 20""",
        f"{column} is true of some, not of all",
        "The publisher fills or empties the whole column: the share of visible shops would say nothing.",
    )
