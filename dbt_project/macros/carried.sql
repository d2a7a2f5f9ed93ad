{# The codes of a file (code_commune, cog_year), each with the geography it is read in: the file's, else 0, for
   a code that was gone by then and counts as of its last disappearance. #}
{% macro file_codes(figure) -%}
    select
        code.code_commune,
        code.cog_year,
        case
            when exists (
                select from {{ ref("int_commune_succession") }} as known
                where known.code_from = code.code_commune and known.cog_from = code.cog_from
            )
                then code.cog_from
            else 0
        end as cog_from
    from (
        select distinct code_commune, cog_year, {{ cog_in_use("cog_year") }} as cog_from
        from {{ figure }}
    ) as code
{%- endmacro %}


{# Figures of a file (an int_figure_ model) carried to the reference communes: parts of a merger add up, a
   split is shared by weight and estimated (E), districts fold into their commune. One suppressed part
   suppresses the sum (Q, no value); one part that is not known (O) leaves no row: a sum without it would
   look complete. #}
{% macro carried(figure) -%}
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
        figure.raw_table,
        figure.vintage
    from {{ figure }} as figure
    inner join ({{ file_codes(figure) }}) as code
        on figure.code_commune = code.code_commune
        and figure.cog_year = code.cog_year
    inner join {{ ref("int_commune_succession") }} as succession
        on code.code_commune = succession.code_from
        and code.cog_from = succession.cog_from
    group by succession.code_to, figure.annee, figure.measure_code, figure.raw_table, figure.vintage
    having not bool_or(figure.obs_status = 'O')
{%- endmacro %}


{# Status of a published cell (published, suppressed, missing) as that of an observation: A, Q or O. #}
{% macro figure_status(status) -%}
    case {{ status }} when 'published' then 'A' when 'suppressed' then 'Q' else 'O' end
{%- endmacro %}


{# Figures of a file whose code leads to no reference commune; what is not known (O) is no figure. #}
{% macro not_carried(figure) -%}
    select
        figure.raw_table,
        figure.vintage,
        figure.code_commune,
        figure.cog_year,
        figure.annee,
        figure.measure_code,
        figure.value,
        figure.obs_status
    from {{ figure }} as figure
    inner join (
        select code.code_commune, code.cog_year
        from ({{ file_codes(figure) }}) as code
        left join {{ ref("int_commune_succession") }} as succession
            on code.code_commune = succession.code_from
            and code.cog_from = succession.cog_from
        where succession.code_from is null
    ) as stray
        on figure.code_commune = stray.code_commune
        and figure.cog_year = stray.cog_year
    where figure.obs_status <> 'O'
{%- endmacro %}
