"""What Airflow shows of a source: written from its declaration."""

from ingestion.declaration import Resource, Source


def source(source: Source) -> str:
    """Markdown page of a source's DAG."""
    facts = {
        "Producer": f"[{source.producer}]({source.homepage})",
        "Licence": source.licence,
        "Published": source.frequency,
        "Lag": source.lag,
        "Scope": source.scope,
    }
    lines = [f"# {source.title}", "", *(f"- **{name}**: {value}" for name, value in facts.items())]
    tables = [f"- `raw.{one.raw_table}`: {one.title}" for one in source.resources]
    caveats = [f"- {caveat}" for caveat in source.caveats]
    return "\n".join(
        [*lines, "", "## Tables", "", *tables, *(["", "## Caveats", "", *caveats] if caveats else [])]
    )


def resource(resource: Resource) -> str:
    """Markdown page of a resource's tasks."""
    guards = (
        f"At least {resource.minimum_rows} rows; at most {resource.shrink_tolerance:.0%} fewer than the "
        f"previous vintage, {resource.republish_tolerance:.0%} than what stood of the same one; at most {resource.reject_tolerance:.1%} of rows rejected."
    )
    notes = [f"- {note}" for note in resource.notes]
    return "\n\n".join(
        [f"**{resource.title}**: `raw.{resource.raw_table}`", resource.grain, guards, "\n".join(notes)]
    )
