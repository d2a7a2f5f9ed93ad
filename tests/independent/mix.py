"""The mix of trades of centres: the median one, and how far one is from it."""

from statistics import median

GROUP_FROM = 15


def mix(centres: list[list[float]]) -> list[float] | None:
    """Median share of each family over centres (shops by family), brought to a sum of one; None for too few."""
    if len(centres) < GROUP_FROM:
        return None
    shares = [[shops / sum(centre) for shops in centre] for centre in centres]
    middle = [median(family) for family in zip(*shares, strict=True)]
    return [share / sum(middle) for share in middle]


def specificity(shops: list[float], middle: list[float]) -> float:
    """Share of the shops in excess of what the mix would have of their family: these would have to change."""
    total = sum(shops)
    return sum(max(found / total - share, 0) for found, share in zip(shops, middle, strict=True))
