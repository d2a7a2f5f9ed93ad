select
    depcom as code_commune,
    dom as domaine,
    sdom as sous_domaine,
    typequ as type_equipement,
    case when apet not in ('_Z', '_U') then {{ dotted_naf("apet") }} end as naf,
    case
        when apet = '_Z' then 'not_applicable'
        when apet is null or apet = '_U' then 'missing'
        else 'published'
    end as naf_statut,
    case when typeresto not in ('_Z', '_U') then {{ dotted_naf("typeresto") }} end as naf_restaurant,
    longitude,
    latitude,
    case when qualite_xy not in ('_Z', '_U') then qualite_xy end as qualite_point,
    case when dciris !~ '_(IND|HZ|CSZ)$' then dciris end as code_iris,
    case when qp2024 not in ('IND', 'HZ', 'CSZ', '_Z', '_U') then qp2024 end as code_qpv,
    vintage::integer as annee
from {{ source("insee_bpe", "insee_bpe_equipement") }}
where vintage = {{ latest_vintage("insee_bpe_equipement") }}
