-- What kind of commune each is: density, place in its urban area and size of that, overseas or not, cohort in the
-- programme; with words. Files carry the codes of their own year: a commune merged since is of the class of the part
-- that bears its code, else of the larger one.
{{ config(indexes=[{"columns": ["code_commune"], "unique": true}]) }}

with published (class, preference, code_commune, cog_year, code) as (
    select 'density', 1, code_commune, cog_year, densite_7::text
    from {{ ref("stg_insee_densite__commune") }}
    {% for preference, source in [(1, "stg_insee_chomage__commune"), (2, "stg_cerema_enaf__commune")] -%}
    {% for class, column in [("aav_role", "aire_attraction_categorie"), ("aav_size", "aire_attraction_taille")] -%}
    union all
    select '{{ class }}', {{ preference }}, code_commune, cog_year, {{ column }}
    from {{ ref(source) }}
    {% endfor -%}
    {% endfor %}
),

classed as (
    select distinct on (published.class, succession.code_to)
        published.class,
        succession.code_to as code_commune,
        published.code
    from published
    inner join {{ ref("int_commune_succession") }} as succession
        on published.code_commune = succession.code_from
        and {{ cog_in_use("published.cog_year") }} = succession.cog_from
    where
        published.code is not null
        and succession.event <> 'district'
    order by
        published.class,
        succession.code_to,
        published.preference,
        (succession.code_from = succession.code_to) desc,
        succession.weight desc,
        succession.code_from
),

first_list as (
    select min(first_listed_on) as listed_on
    from {{ ref("int_programme_membership") }}
    where programme = 'acv'
),

-- The first lists carry the first convention, later ones its amendment: who is on none of the first, or signed first
-- for Acte II, joined for it. Without any date, who is on the first list stays without a cohort.
cohort as (
    select
        'acv_cohort' as class,
        membership.code_commune,
        case
            when least(membership.signed_on, membership.amended_on) < date '{{ var("acte_2_start") }}' then 'acv_2018'
            when membership.signed_on is not null or membership.first_listed_on > first_list.listed_on then 'acte_2'
        end as code
    from {{ ref("int_programme_membership") }} as membership
    cross join first_list
    where membership.programme = 'acv' and membership.left_on is null
),

told as (
    select classed.code_commune, classed.class, classed.code, words.label_en, words.label_fr
    from
        (
            select class, code_commune, code from classed
            union all
            select class, code_commune, code from cohort
        ) as classed
    left join {{ ref("territory_class") }} as words using (class, code)
),

spread as (
    select
        code_commune,
        {% for class, column in [
            ("density", "density_class"), ("aav_role", "aav_role"), ("aav_size", "aav_size"), ("acv_cohort", "acv_cohort"),
        ] -%}
    max(code) filter (where class = '{{ class }}') as {{ column }},
    max(label_en) filter (where class = '{{ class }}') as {{ column }}_en,
    max(label_fr) filter (where class = '{{ class }}') as {{ column }}_fr{{ "," if not loop.last }}
    {% endfor %}
    from told
    group by code_commune
)

select
    code_commune,
    {% for column in ["density_class", "aav_role", "aav_size", "acv_cohort"] -%}
    spread.{{ column }},
    spread.{{ column }}_en,
    spread.{{ column }}_fr,
    {% endfor -%}
    commune.departement_code like '97%' as is_overseas
from {{ ref("int_commune") }} as commune
left join spread using (code_commune)
