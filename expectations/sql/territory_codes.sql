-- Codes that do not have the shape of their level. Braces are doubled: GX reads single ones.
select territory_level, territory_code
from {batch}
where
    territory_code !~ case territory_level
        when 'commune' then '^(\d{{2}}|2[AB])\d{{3}}$'
        when 'epci' then '^\d{{9}}$'
        when 'departement' then '^(\d{{2}}|2[AB]|97\d)$'
        when 'region' then '^\d{{2}}$'
        when 'programme' then '^(acv|pvd|ort|scope)$'
        when 'population_band' then '^(<|>=)?\d+(-\d+)?k$'
        else '.'
    end
union all
select 'france', count(*)::text || ' rows'
from {batch}
where territory_level = 'france'
having count(*) <> 1
limit 20
