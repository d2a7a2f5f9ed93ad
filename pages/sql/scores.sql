-- Figures of the towns in scope by year, with their peers. Where a town's own survey stands in a figure's place and
-- towns' own data are published (ADR 20), the row is the survey's: it has no peers, for theirs are proxies. Else it
-- is the proxy's.
with figure as (
    select
        known.territory_code as code_commune,
        known.indicator_code,
        known.zone,
        known.period,
        known.value,
        known.obs_status,
        known.status_reason,
        known.is_simulated,
        coalesce(proxy.period is not null and current_setting('acte2.publish_local') = 'yes', false) as is_own,
        case when proxy.period is null then known.ci_low else proxy.ci_low end as open_low,
        case when proxy.period is null then known.ci_high else proxy.ci_high end as open_high,
        case when proxy.period is null then known.source_vintages else proxy.source_vintages end as open_vintages,
        known.ci_low,
        known.ci_high,
        known.source_vintages
    from marts.fct_indicator_value as known
    left join marts.mart_local_displaced as proxy
        on known.indicator_code = proxy.indicator_code
        and known.territory_level = proxy.territory_level
        and known.territory_code = proxy.territory_code
        and known.zone = proxy.zone
        and known.period = proxy.period
    where known.territory_level = 'commune'
)

select
    score.code_commune as town,
    score.indicator_code,
    score.zone,
    score.period,
    figure.is_own,
    case when figure.is_own then figure.value else score.value end as value,
    case when figure.is_own then figure.obs_status else score.obs_status end as obs_status,
    case when figure.is_own then survey.label_fr else score.status_fr end as status_fr,
    case when figure.is_own then survey.reason_fr else score.reason_fr end as reason_fr,
    case when not figure.is_own then score.change_since_2022 end as change_since_2022,
    figure.is_own or score.is_across_break as is_across_break,
    case when not figure.is_own then score.peers_median end as peers_median,
    score.peers_with_value,
    case when not figure.is_own then score.peers_change_since_2022 end as peers_change_since_2022,
    case when not figure.is_own then score.rank_among_peers end as rank_among_peers,
    case when not figure.is_own then score.ranked_among end as ranked_among,
    case when not figure.is_own then score.against_peers_fr end as against_peers_fr,
    case when not figure.is_own then score.change_against_peers end as change_against_peers,
    case when not figure.is_own then score.change_against_peers_fr end as change_against_peers_fr,
    case when figure.is_own then figure.is_simulated else score.is_simulated end as is_simulated,
    case when not figure.is_own then peers.first_quartile end as first_quartile,
    case when not figure.is_own then peers.third_quartile end as third_quartile,
    case when figure.is_own then figure.ci_low else figure.open_low end as ci_low,
    case when figure.is_own then figure.ci_high else figure.open_high end as ci_high,
    case when figure.is_own then figure.source_vintages else figure.open_vintages end as source_vintages
from marts.mart_town_scorecard as score
inner join figure
    on score.code_commune = figure.code_commune
    and score.indicator_code = figure.indicator_code
    and score.zone = figure.zone
    and score.period = figure.period
left join marts.mart_benchmark as peers
    on peers.group_kind = 'peers'
    and score.code_commune = peers.group_code
    and score.indicator_code = peers.indicator_code
    and score.zone = peers.zone
    and score.period = peers.period
left join marts.dim_status as survey
    on figure.is_own
    and figure.status_reason = survey.status_reason
order by score.code_commune collate "C", score.indicator_code, score.period
