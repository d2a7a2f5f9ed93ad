-- Compositions through time, in the reference geography. Those that do not change, or whose past is not
-- loaded, hold since the first geography. A composition of EPCI holds until the next one loaded.
with year as (
    select
        annee,
        row_number() over (order by annee) as rank,
        lead(annee) over (order by annee) as next_annee
    from (select distinct annee from {{ ref("int_epci_membership") }}) as loaded
),

-- Years in a row of one commune in one EPCI share what is left of their rank once numbered.
epci_year as (
    select
        member.code_commune,
        member.epci_code,
        year.annee,
        year.next_annee,
        year.rank - row_number() over (partition by member.code_commune, member.epci_code order by year.rank) as stay
    from {{ ref("int_epci_membership") }} as member
    inner join year using (annee)
),

membership as (
    select
        code_commune,
        'epci' as territory_level,
        epci_code as territory_code,
        make_date(min(annee), 1, 1) as valid_from,
        case when not bool_or(next_annee is null) then make_date(max(next_annee), 1, 1) - 1 end as valid_to
    from epci_year
    group by code_commune, epci_code, stay
    union all
    select
        code_commune,
        'programme',
        programme,
        greatest(entered_on, make_date({{ var("first_cog_year") }}, 1, 1)),
        left_on - 1
    from {{ ref("int_programme_membership") }}
    union all
    select
        code_commune,
        territory_level,
        territory_code,
        make_date({{ var("first_cog_year") }}, 1, 1),
        null
    from {{ ref("int_territory_membership") }}
    where
        territory_level <> 'epci'
        and (territory_level <> 'programme' or territory_code = 'scope')
)

select
    *,
    valid_to is null as is_reference
from membership
