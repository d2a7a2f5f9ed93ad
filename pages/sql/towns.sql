-- What a town is: one row a town in scope.
select
    town.territory_code as town,
    town.territory_name as name,
    town.territory_label as label,
    town.epci_code,
    town.epci_name,
    town.departement_code,
    town.departement_name,
    town.region_code,
    town.region_name,
    town.population,
    town.population_year,
    town.population_band,
    band.territory_name as band_name,
    town.is_acv,
    town.acv_signed_on,
    town.acv_amended_on,
    town.acv_cohort,
    town.acv_cohort_fr,
    town.is_pvd,
    town.pvd_signed_on,
    town.is_ort,
    town.ort_signed_on,
    town.density_class_fr,
    town.aav_role_fr,
    town.aav_size_fr,
    centre.method as centre_method,
    centre.area_ha,
    centre.is_sensitive,
    -- The outline that a user gave stays here, unless towns' own data are published (ADR 20); the town keeps its place.
    case
        when centre.method <> 'user' or current_setting('acte2.publish_local') = 'yes' then centre.geometry
    end as geometry,
    hall.longitude,
    hall.latitude,
    coalesce(centre.is_simulated, false) as is_centre_simulated,
    quality.summary_fr as quality_fr,
    quality.period as quality_period
from marts.dim_territory as town
left join marts.dim_territory as band
    on band.territory_level = 'population_band'
    and town.population_band = band.territory_code
left join marts.dim_town_centre as centre on town.territory_code = centre.code_commune
left join marts.geo_territory as hall
    on hall.territory_level = 'commune'
    and town.territory_code = hall.territory_code
left join
    (
        select distinct on (territory_code)
            territory_code,
            period,
            summary_fr
        from marts.mart_quality
        where storefronts_located_share is not null
        order by territory_code, period desc
    ) as quality
    on town.territory_code = quality.territory_code
where town.territory_level = 'commune' and town.is_in_scope
order by town.territory_code collate "C"
