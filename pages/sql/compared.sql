-- Where a town stands in its group of the kind asked for: what a report can show in place of its peers. Without a value
-- it has no place, and no row.
select
    placed.indicator_code,
    placed.zone,
    placed.period,
    grouped.group_fr,
    grouped.median as peers_median,
    grouped.first_quartile,
    grouped.third_quartile,
    grouped.members_with_value as peers_with_value,
    grouped.median_change as peers_change_since_2022,
    placed.rank as rank_among_peers,
    placed.ranked_among,
    case
        when indicator.direction = 'neutral' or score.change_since_2022 = grouped.median_change then null
        when (score.change_since_2022 > grouped.median_change) = (indicator.direction = 'higher_is_better')
            then 'better'
        when score.change_since_2022 <> grouped.median_change then 'worse'
    end as change_against_peers
from marts.mart_rank as placed
inner join marts.mart_benchmark as grouped
    on placed.indicator_code = grouped.indicator_code
    and placed.zone = grouped.zone
    and placed.period = grouped.period
    and placed.group_kind = grouped.group_kind
    and placed.group_code = grouped.group_code
inner join marts.mart_town_scorecard as score
    on placed.code_commune = score.code_commune
    and placed.indicator_code = score.indicator_code
    and placed.zone = score.zone
    and placed.period = score.period
inner join marts.dim_indicator as indicator on placed.indicator_code = indicator.indicator_code
where placed.code_commune = %(town)s and placed.group_kind = %(kind)s
