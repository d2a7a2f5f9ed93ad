-- Figures carried to the reference communes: parts of a merger add up, a split is shared by weight and estimated
-- (E), districts fold into their commune. One suppressed part suppresses the sum (Q, no value, bounds where each such
-- part has them); one part that is not known (O) leaves no row: a sum without it would look complete. Nearly all codes
-- lead to one commune alone, whose figures are taken as they are. Inhabitants are shared out whole, elsewhere
-- (int_population).
{{ config(meta={"part": "raw_table"}) }}

select
    succession.code_to as code_commune,
    figure.annee,
    figure.measure_code,
    case when figure.obs_status <> 'Q' then trim_scale(figure.value) end as value,
    case when figure.obs_status in ('Q', 'E') then figure.obs_status else 'A' end as obs_status,
    {% for side in ["low", "high"] -%}
    case when figure.obs_status = 'Q' then trim_scale(coalesce(figure.value_{{ side }}, figure.value)) end
        as value_{{ side }},
    {% endfor -%}
    figure.raw_table,
    figure.vintage
from {{ ref("int_figure") }} as figure
inner join {{ ref("int_figure_code") }} as code
    on figure.code_commune = code.code_commune
    and figure.cog_year = code.cog_year
inner join {{ ref("int_commune_succession") }} as succession
    on code.code_commune = succession.code_from
    and code.cog_from = succession.cog_from
where figure.measure_code <> 'population' and figure.obs_status <> 'O' and code.is_alone
union all
select
    succession.code_to as code_commune,
    figure.annee,
    figure.measure_code,
    case
        when not bool_or(figure.obs_status = 'Q') then trim_scale(sum(figure.value * succession.weight))
    end as value,
    case
        when bool_or(figure.obs_status = 'Q') then 'Q'
        when bool_or(figure.obs_status = 'E' or succession.weight < 1) then 'E'
        else 'A'
    end as obs_status,
    {% for side in ["low", "high"] -%}
    trim_scale(
        case
            when
                bool_or(figure.obs_status = 'Q')
                and bool_and(coalesce(figure.value_{{ side }}, figure.value) is not null)
                then sum(coalesce(figure.value_{{ side }}, figure.value) * succession.weight)
        end
    ) as value_{{ side }},
    {% endfor -%}
    figure.raw_table,
    figure.vintage
from {{ ref("int_figure") }} as figure
inner join {{ ref("int_figure_code") }} as code
    on figure.code_commune = code.code_commune
    and figure.cog_year = code.cog_year
inner join {{ ref("int_commune_succession") }} as succession
    on code.code_commune = succession.code_from
    and code.cog_from = succession.cog_from
where figure.measure_code <> 'population' and code.is_alone is not true
group by succession.code_to, figure.annee, figure.measure_code, figure.raw_table, figure.vintage
having not bool_or(figure.obs_status = 'O')
