-- What leaves a code arrives, all of it: weights over the successors of a code make one.
select cog_from, code_from, sum(weight) as total
from {{ ref("int_commune_succession") }}
group by cog_from, code_from
having abs(sum(weight) - 1) > 0.000001
