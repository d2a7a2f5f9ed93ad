-- Figures of the towns in scope by year, with their peers.
select
    score.code_commune as town,
    score.indicator_code,
    score.zone,
    score.period,
    score.value,
    score.obs_status,
    score.status_fr,
    score.reason_fr,
    score.change_since_2022,
    score.is_across_break,
    score.peers_median,
    score.peers_with_value,
    score.peers_change_since_2022,
    score.rank_among_peers,
    score.ranked_among,
    score.against_peers_fr,
    score.change_against_peers,
    score.change_against_peers_fr,
    score.is_simulated,
    peers.first_quartile,
    peers.third_quartile,
    figure.ci_low,
    figure.ci_high,
    figure.source_vintages
from marts.mart_town_scorecard as score
inner join marts.fct_indicator_value as figure
    on figure.territory_level = 'commune'
    and score.code_commune = figure.territory_code
    and score.indicator_code = figure.indicator_code
    and score.zone = figure.zone
    and score.period = figure.period
left join marts.mart_benchmark as peers
    on peers.group_kind = 'peers'
    and score.code_commune = peers.group_code
    and score.indicator_code = peers.indicator_code
    and score.zone = peers.zone
    and score.period = peers.period
order by score.code_commune collate "C", score.indicator_code, score.period
