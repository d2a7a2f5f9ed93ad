-- A town's own page: every year of every indicator.
select * from marts.mart_town_scorecard
where code_commune = (select min(territory_code) from marts.dim_territory where territory_level = 'commune' and is_in_scope)
