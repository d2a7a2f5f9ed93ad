"""Static pages in French from the released marts: a page a town, a territory, an indicator, a source; reports to print."""
