-- What is marked as the reference composition is the one every sum uses, neither more nor less.
(
    select code_commune, territory_level, territory_code
    from {{ ref("bridge_territory_membership") }}
    where is_reference
    except all
    select code_commune, territory_level, territory_code
    from {{ ref("int_territory_membership") }}
)
union all
(
    select code_commune, territory_level, territory_code
    from {{ ref("int_territory_membership") }}
    except all
    select code_commune, territory_level, territory_code
    from {{ ref("bridge_territory_membership") }}
    where is_reference
)
