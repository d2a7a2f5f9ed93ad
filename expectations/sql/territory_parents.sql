select child.territory_code, parent.level as parent_level, parent.code as parent_code
from {batch} as child
cross join
    lateral (
        values
        ('epci', child.epci_code), ('departement', child.departement_code), ('region', child.region_code)
    ) as parent (level, code)
where
    parent.code is not null
    and (parent.level, parent.code) not in (select territory_level, territory_code from {batch} as parents)
limit 20
