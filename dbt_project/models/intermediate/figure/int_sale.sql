-- Sales of property that are counted: flats with a price per m² (one flat and nothing else built, in one commune, a
-- price within bounds that no market passes), and business premises. A sale of a code that was split is its middle
-- part's. Grain: sale.
with sale as (
    select
        mutation.mutation_id,
        extract(year from mutation.date_mutation)::integer as annee,
        succession.code_to as code_commune,
        succession.weight < 1 as is_shared,
        mutation.longitude::double precision as longitude,
        mutation.latitude::double precision as latitude,
        case
            when
                mutation.nature_mutation = 'Vente'
                and mutation.appartements = 1
                and mutation.maisons = 0
                and mutation.locaux_activite = 0
                and mutation.communes = 1
                and not mutation.has_several_prices
                and mutation.surface_logements_m2 >= {{ var("flat_surface_minimum") }}
                then (mutation.valeur_fonciere / mutation.surface_logements_m2)::double precision
        end as price_m2,
        mutation.locaux_activite > 0
        and mutation.nature_mutation in ('Vente', 'Vente en l''état futur d''achèvement', 'Adjudication')
            as is_of_premises
    from {{ ref("stg_dvf__mutation") }} as mutation
    inner join {{ ref("int_commune_succession") }} as succession
        on mutation.code_commune = succession.code_from
        and succession.cog_from = 0
        and succession.cumulative_weight > 0.5
        and succession.cumulative_weight - succession.weight <= 0.5
),

priced as (
    select
        mutation_id,
        annee,
        code_commune,
        is_shared,
        longitude,
        latitude,
        case
            when price_m2 between {{ var("flat_price_minimum") }} and {{ var("flat_price_maximum") }} then price_m2
        end as price_m2,
        coalesce(is_of_premises, false) as is_of_premises
    from sale
)

select *
from priced
where price_m2 is not null or is_of_premises
