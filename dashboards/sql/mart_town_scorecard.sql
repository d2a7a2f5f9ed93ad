-- A town's figures with their words, and its peers': mart_town_scorecard with the label of the town, the text of the
-- value and the quartiles of its peers. Filters reach mart_indicator, which names the five keys.
select
    figure.territory_label,
    figure.departement_name,
    figure.region_name,
    figure.population_band,
    figure.acv_cohort_fr,
    figure.theme_order,
    figure.theme_fr,
    figure.indicator_code,
    figure.indicator_fr,
    figure.is_core,
    figure.zone_fr,
    figure.period,
    figure.period_date,
    figure.is_latest,
    figure.value,
    figure.value_text_fr,
    figure.unit_fr,
    figure.status_fr,
    figure.reason_fr,
    figure.is_break,
    figure.is_usable,
    peers.first_quartile,
    score.peers_median,
    coalesce(
        translate(
            to_char(
                round(score.peers_median::numeric, figure.decimals),
                'FM999,999,999,999,990'
                || case when figure.decimals > 0 then '.' || repeat('0', figure.decimals) else '' end
            ),
            ',.', ' ,'
        ),
        '–'
    ) as peers_median_text,
    peers.third_quartile,
    score.peers_with_value,
    coalesce(score.rank_among_peers || ' / ' || score.ranked_among, '–') as rank_text,
    coalesce(score.against_peers_fr, '–') as against_peers_fr,
    score.change_since_2022,
    case
        when score.change_since_2022 is not null
            then
                case when score.change_since_2022 < 0 then '− ' else '+ ' end
                || replace(round(abs(score.change_since_2022)::numeric, 1)::text, '.', ',')
                || coalesce(' ' || score.change_unit_fr, '')
                || case when score.is_across_break then ' (rupture)' else '' end
        else '–'
    end as change_text,
    coalesce(score.change_against_peers_fr, '–') as change_against_peers_fr,
    figure.is_simulated
from marts.mart_indicator as figure
inner join marts.mart_town_scorecard as score
    on figure.territory_code = score.code_commune
    and figure.indicator_code = score.indicator_code
    and figure.zone = score.zone
    and figure.period = score.period
left join marts.mart_benchmark as peers
    on peers.group_kind = 'peers'
    and figure.territory_code = peers.group_code
    and figure.indicator_code = peers.indicator_code
    and figure.zone = peers.zone
    and figure.period = peers.period
where figure.territory_level = 'commune'
