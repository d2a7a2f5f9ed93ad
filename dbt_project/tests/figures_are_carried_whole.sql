-- Of every file, year and measure, what the reference communes have plus what is not carried is what was
-- published. Set apart: figures added to a suppressed or unknown one, which no commune shows.
with code as (
    {{ file_codes(ref("int_figure")) }}
),

part as (
    select
        figure.raw_table,
        figure.vintage,
        figure.annee,
        figure.measure_code,
        figure.obs_status,
        succession.code_to,
        figure.value * succession.weight as value
    from {{ ref("int_figure") }} as figure
    inner join code using (code_commune, cog_year)
    inner join {{ ref("int_commune_succession") }} as succession
        on code.code_commune = succession.code_from
        and code.cog_from = succession.cog_from
    where
        succession.code_to in (
            select known.code_to
            from {{ ref("int_figure") }} as hidden
            inner join {{ ref("int_commune_succession") }} as known on hidden.code_commune = known.code_from
            where hidden.obs_status in ('Q', 'O')
        )
),

hidden as (
    select raw_table, vintage, annee, measure_code, sum(value) as value
    from (
        select raw_table, vintage, annee, measure_code, sum(value) as value
        from part
        group by raw_table, vintage, annee, measure_code, code_to
        having bool_or(obs_status in ('Q', 'O'))
    ) as commune
    group by raw_table, vintage, annee, measure_code
),

published as (
    select raw_table, vintage, annee, measure_code, coalesce(sum(value), 0) as value
    from {{ ref("int_figure") }}
    group by raw_table, vintage, annee, measure_code
),

carried as (
    {% for family in ["population", "urssaf", "dares", "census", "cerema", "lovac", "side"] -%}
    select raw_table, vintage, annee, measure_code, sum(value) as value
    from {{ ref("int_measure_" ~ family) }}
    group by raw_table, vintage, annee, measure_code
    {% if not loop.last %}union all
    {% endif %}
    {%- endfor %}
),

not_carried as (
    select raw_table, vintage, annee, measure_code, sum(value) as value
    from {{ ref("int_not_carried") }}
    group by raw_table, vintage, annee, measure_code
)

select
    raw_table,
    vintage,
    annee,
    measure_code,
    published.value as published,
    carried.value as carried,
    not_carried.value as not_carried,
    hidden.value as hidden
from published
left join carried using (raw_table, vintage, annee, measure_code)
left join not_carried using (raw_table, vintage, annee, measure_code)
left join hidden using (raw_table, vintage, annee, measure_code)
where
    abs(
        published.value
        - coalesce(carried.value, 0)
        - coalesce(not_carried.value, 0)
        - coalesce(hidden.value, 0)
    ) > 0.000001
