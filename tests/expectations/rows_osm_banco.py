"""BANCO: shops of OpenStreetMap, and enough of them for a column to be judged."""

_ROWS = "\n".join(
    f"        node/{number};hairdresser;2.35;48.85;75056;{flag};{flag};{flag};{flag};{flag}"
    for number in range(10, 112)
    for flag in ("true" if number % 3 else "false",)
)

GOOD = {
    "commerce": f"""
        osm_id;type;longitude;latitude;com_insee;has_opening_hours;has_website;has_phone;has_email;has_facebook
        node/1;bakery;3.57;47.8;89024;true;false;true;false;false
        way/2;restaurant;3.58;47.81;89024;false;false;false;false;false
{_ROWS}
    """
}
BREAKS = {
    "commerce": {
        "longitude = 648000": "longitudes and latitudes are degrees",
        "longitude = 47.8, latitude = 3.57": "X is the longitude",
        "type = 'shop=bakery' where type = 'bakery'": "bakery is there",
        "type = 'cafe' where type = 'restaurant'": "restaurant is there",
        "type = 'salon' where type = 'hairdresser'": "hairdresser is there",
        **{
            f"{column} = true": f"{column} is true of some"
            for column in ("has_opening_hours", "has_website", "has_phone", "has_email", "has_facebook")
        },
    }
}
