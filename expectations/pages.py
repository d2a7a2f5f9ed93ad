"""A kept result to the sections of GX's Data Docs. Importing this module imports GX: use `lazy.pages()`."""

from html import escape
from typing import Any

from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResultSchema
from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
from great_expectations.render.view.view import DefaultJinjaPageView
from markupsafe import Markup

from expectations import gx_types  # noqa: F401  registers expect_no_such_rows


def sections(result: dict[str, Any]) -> list[Markup]:
    """HTML of each section of GX's own validation page (table, then columns), without its overview.

    The page around them is ours: GX's loads Bootstrap, jQuery and fonts from six public networks.
    """
    loaded = ExpectationSuiteValidationResultSchema().load(_escaped(result))
    document = ValidationResultsPageRenderer().render(loaded).to_json_dict()
    view = DefaultJinjaPageView()
    template = view.env.get_template("section.j2")
    template.globals["now"] = lambda: None
    return [
        Markup(template.render(section=section, section_loop={"index": number}))
        for number, section in enumerate(document["sections"][1:], start=1)
    ]


def _escaped(result: dict[str, Any]) -> dict[str, Any]:
    """The same result with harmless values: GX writes sampled values into its tables as they came."""
    harmless = [{**evaluated, "result": _harmless(evaluated["result"])} for evaluated in result["results"]]
    return {**result, "results": harmless}


def _harmless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _harmless(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_harmless(inner) for inner in value]
    return escape(value) if isinstance(value, str) else value
