-- The month of the history of legal units that is read.
select {{ latest_vintage("sirene_unite_legale_historique") }} as vintage
