-- What the figures of a town and year are worth: one row to read. Sirene's stock keeps units that never declared their
-- closure; SIDE's, the statistical register, does not: a ratio outside the band of that year's towns is looked at
-- before its trend is.
with figure as (
    select
        code_commune as territory_code,
        period,
        count(*) as figures,
        count(value) as published,
        {% for name, statuses in [
            ("suppressed", "'Q'"), ("fragile", "'U'"), ("estimated", "'E', 'D'"), ("provisional", "'P'"), ("broken", "'B'")
        ] -%}
        count(*) filter (where obs_status in ({{ statuses }})) as {{ name }},
        {% endfor -%}
        count(*) filter (where status_reason in ('coverage', 'too_few')) as withheld,
        count(*) filter (where status_reason = 'not_published_yet') as awaited,
        bool_or(is_simulated) as is_simulated
    from {{ ref("int_town_value") }}
    group by code_commune, period
),

stock as (
    select
        sirene.code_commune as territory_code,
        sirene.annee as period,
        sirene.value as sirene_stock,
        side.value as side_stock,
        (sirene.value / nullif(side.value, 0))::double precision as ratio
    from {{ ref("int_measure") }} as sirene
    inner join {{ ref("int_commune_status") }} as status
        on sirene.code_commune = status.code_commune and status.is_in_scope
    left join {{ ref("int_measure") }} as side
        on side.measure_code = 'side_stock'
        and sirene.code_commune = side.code_commune
        and sirene.annee = side.annee
    where sirene.measure_code = 'establishments' and sirene.zone = 'all'
),

quartile as (
    select
        period,
        percentile_cont(0.25) within group (order by ratio) as low,
        percentile_cont(0.75) within group (order by ratio) as high
    from stock
    where ratio is not null
    group by period
),

revised as (
    select code_commune as territory_code, period, count(*) as revised
    from (
        select distinct code_commune, period, indicator_code, zone
        from {{ ref("stg_ops__revision") }}
    ) as figure
    group by code_commune, period
),

fresh as (
    select
        string_agg(source || ' ' || vintage, ', ' order by source) as source_freshness,
        max(loaded_at) as last_loaded_at
    from (
        select source, max(vintage) as vintage, max(loaded_at) as loaded_at
        from {{ ref("int_source_vintage") }}
        group by source
    ) as latest
),

joined as (
    select
        figure.*,
        commune.nom_commune as territory_name,
        storefronts.located_share as storefronts_located_share,
        establishments.located_share as establishments_located_share,
        stock.sirene_stock,
        stock.side_stock,
        stock.ratio,
        quartile.low - {{ var("side_band_reach") }} * (quartile.high - quartile.low) as band_low,
        quartile.high + {{ var("side_band_reach") }} * (quartile.high - quartile.low) as band_high,
        coalesce(revised.revised, 0) as revised,
        fresh.source_freshness,
        fresh.last_loaded_at
    from figure
    inner join {{ ref("int_commune") }} as commune on figure.territory_code = commune.code_commune
    {% for measure in ["storefronts", "establishments"] -%}
    left join {{ ref("int_located_share") }} as {{ measure }}
        on {{ measure }}.measure_code = '{{ measure }}'
        and {{ measure }}.territory_level = 'commune'
        and figure.territory_code = {{ measure }}.territory_code
        and figure.period = {{ measure }}.period
    {% endfor -%}
    left join stock
        on figure.territory_code = stock.territory_code and figure.period = stock.period
    left join quartile on figure.period = quartile.period
    left join revised
        on figure.territory_code = revised.territory_code and figure.period = revised.period
    cross join fresh
)

select
    territory_code,
    territory_name,
    period,
    figures,
    published,
    suppressed,
    withheld,
    awaited,
    published::double precision / figures as share_published,
    suppressed::double precision / figures as share_suppressed,
    withheld::double precision / figures as share_withheld,
    estimated::double precision / figures as share_estimated,
    fragile::double precision / figures as share_fragile,
    provisional::double precision / figures as share_provisional,
    broken::double precision / figures as share_break,
    revised,
    storefronts_located_share,
    establishments_located_share,
    sirene_stock,
    side_stock,
    ratio as sirene_side_ratio,
    band_low as sirene_side_band_low,
    band_high as sirene_side_band_high,
    ratio between band_low and band_high as is_ratio_in_band,
    concat_ws(
        '; ',
        published || ' of ' || figures || ' figures published',
        suppressed || ' suppressed',
        'Sirene/SIDE ' || round(ratio::numeric, 2)
        || case when ratio not between band_low and band_high then ' (outside the band of its year)' else '' end
    ) as summary_en,
    concat_ws(
        ' ; ',
        published || ' chiffres publiés sur ' || figures,
        suppressed || ' sous secret',
        'Sirene/SIDE ' || replace(round(ratio::numeric, 2)::text, '.', ',')
        || case when ratio not between band_low and band_high then ' (hors de la bande de son année)' else '' end
    ) as summary_fr,
    source_freshness,
    last_loaded_at,
    is_simulated
from joined
