{# Of every year and measure of a file, what the reference communes have plus what is not carried is what was
   published, to a millionth. Set apart: figures added to a suppressed or unknown one, which no commune shows. #}
{% test carried_whole(model, figure) %}
with part as (
    select
        figure.annee,
        figure.measure_code,
        succession.code_to,
        figure.value * succession.weight as value,
        figure.obs_status in ('Q', 'O') as is_hidden
    from {{ figure }} as figure
    inner join {{ ref("int_figure_code") }} as code
        on figure.code_commune = code.code_commune
        and figure.cog_year = code.cog_year
    inner join {{ ref("int_commune_succession") }} as succession
        on code.code_commune = succession.code_from
        and code.cog_from = succession.cog_from
),

hidden as (
    select annee, measure_code, sum(value) as value
    from (
        select annee, measure_code, sum(value) as value
        from part
        group by annee, measure_code, code_to
        having bool_or(is_hidden)
    ) as commune
    group by annee, measure_code
),

published as (
    select annee, measure_code, sum(value) as value
    from {{ figure }}
    group by annee, measure_code
),

carried as (
    select annee, measure_code, sum(value) as value
    from {{ model }}
    group by annee, measure_code
),

not_carried as (
    select annee, measure_code, sum(value) as value
    from {{ ref("int_not_carried") }}
    where raw_table in (select raw_table from {{ figure }})
    group by annee, measure_code
)

select
    annee,
    measure_code,
    published.value as published,
    carried.value as carried,
    not_carried.value as not_carried,
    hidden.value as hidden
from published
left join carried using (annee, measure_code)
left join not_carried using (annee, measure_code)
left join hidden using (annee, measure_code)
where
    abs(
        coalesce(published.value, 0)
        - coalesce(carried.value, 0)
        - coalesce(not_carried.value, 0)
        - coalesce(hidden.value, 0)
    ) > 0.000001
{% endtest %}


{# Of no year and measure of a file more than a thousandth stays under codes that lead to no commune: the
   geography loaded would be older than the file, or another country's. #}
{% test carried_for_the_most_part(model) %}
with published as (
    select raw_table, annee, measure_code, sum(value) as value
    from {{ model }}
    group by raw_table, annee, measure_code
),

not_carried as (
    select raw_table, annee, measure_code, sum(value) as value
    from {{ ref("int_not_carried") }}
    group by raw_table, annee, measure_code
)

select raw_table, annee, measure_code, published.value as published, not_carried.value as not_carried
from published
inner join not_carried using (raw_table, annee, measure_code)
where not_carried.value > 0.001 * published.value
{% endtest %}


{# Every code of a file stands in the geography its figures are read in. One that was gone by then means that the
   file is older than thought: it is carried all the same, but what was split or restored since may be off. #}
{% test of_its_geography(model) %}
select code.code_commune, code.cog_year
from {{ ref("int_figure_code") }} as code
where
    code.cog_from = 0
    and (code.code_commune, code.cog_year) in (select code_commune, cog_year from {{ model }})
    and exists (
        select from {{ ref("int_commune_succession") }} as gone
        where gone.code_from = code.code_commune and gone.cog_from = 0
    )
{% endtest %}
