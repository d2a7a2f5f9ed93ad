-- What an indicator means: what the filters on indicators offer.
select
    indicator.indicator_code,
    indicator.label_fr as indicator_fr,
    theme.label_fr as theme_fr,
    theme.theme_order,
    indicator.unit_fr,
    indicator.is_core,
    indicator.definition_fr,
    indicator.formula_fr,
    indicator.caveat_fr
from marts.dim_indicator as indicator
inner join marts.dim_theme as theme on indicator.theme = theme.theme
