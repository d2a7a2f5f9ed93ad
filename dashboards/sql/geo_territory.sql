-- Towns of the barometer on a map, the last value of each indicator in five classes of about as many towns, equal
-- values in one; under them, the outline of France ($outline, put in at import). A feature bears its colours: no tile
-- is asked for.
with figure as not materialized (
    select
        one.territory_code,
        one.territory_label,
        one.departement_name,
        one.region_name,
        one.population_band,
        one.is_acv,
        one.indicator_fr,
        one.zone_fr,
        one.period,
        one.value,
        one.value_text_fr,
        one.status_fr,
        one.is_simulated,
        least(
            5, 1 + floor(5 * percent_rank() over (partition by one.indicator_fr, one.zone_fr order by one.value))
        ) as class
    from marts.mart_indicator as one
    where one.territory_level = 'commune' and one.is_in_scope and one.is_latest and one.value is not null
),

class (class, class_fr, colour) as (
    values
    (1, '1 · les plus basses (jaune)', '#fde725'),
    (2, '2 · basses (vert)', '#5ec962'),
    (3, '3 · moyennes (turquoise)', '#21918c'),
    (4, '4 · hautes (bleu)', '#3b528b'),
    (5, '5 · les plus hautes (violet)', '#440154')
)

select
    figure.territory_label,
    figure.departement_name,
    figure.region_name,
    figure.population_band,
    figure.is_acv,
    figure.indicator_fr,
    figure.zone_fr,
    figure.period,
    figure.value,
    figure.value_text_fr,
    figure.status_fr,
    figure.is_simulated,
    class.class,
    class.class_fr,
    place.longitude,
    place.latitude,
    json_build_object(
        'type', 'Feature',
        'geometry', json_build_object(
            'type', 'Point', 'coordinates', json_build_array(place.longitude, place.latitude)
        ),
        'properties', json_build_object(
            'name', figure.territory_label || ' : ' || figure.value_text_fr,
            'fillColor', class.colour,
            'strokeColor', '#ffffff'
        ),
        'extraProps', json_build_object(
            'Ville', figure.territory_label, 'Valeur', figure.value_text_fr, 'Statut', figure.status_fr
        )
    )::text as feature
from figure
inner join class on figure.class = class.class
inner join marts.geo_territory as place
    on place.territory_level = 'commune' and figure.territory_code = place.territory_code
where place.longitude is not null
union all
select
    null as territory_label,
    null as departement_name,
    null as region_name,
    null as population_band,
    null as is_acv,
    shown.indicator_fr,
    shown.zone_fr,
    null as period,
    null as value,
    null as value_text_fr,
    null as status_fr,
    null as is_simulated,
    null as class,
    null as class_fr,
    null as longitude,
    null as latitude,
    json_build_object(
        'type', 'Feature',
        'geometry', json_build_object('type', 'MultiPolygon', 'coordinates', '$outline'::json),
        'properties', json_build_object('name', 'France', 'fillColor', '#eef1f4', 'strokeColor', '#8a97a6')
    )::text as feature
from (select distinct indicator_fr, zone_fr from figure) as shown
