"""Templates, and what they may call."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pages import tables
from pages.context import Context
from warehouse import french


@dataclass(frozen=True)
class Renderer:
    """Renders a template for one release."""

    environment: Environment

    def page(self, template: str, **told: Any) -> str:
        """The page; `root` is the way to the site's first page, empty or `../`."""
        return french.spaced(self.environment.get_template(template).render(**told))


def renderer(context: Context) -> Renderer:
    """Renderer whose templates see `context`."""
    environment = Environment(
        loader=PackageLoader("pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_on_one_line,
    )
    environment.globals |= {"context": context}
    environment.filters |= {
        "number": french.number,
        "quantity": french.quantity,
        "change": french.change,
        "ordinal": french.ordinal,
        "day": french.day,
        "month": french.month,
        "listed": french.listed,
        "inside": french.inside,
        "plural": french.plural,
        "counted": french.counted,
        "svg": Markup,  # made by charts and maps, which escape their texts
        "slug": slug,
        "after": lambda when, days: when + timedelta(days=days),
        "directory": tables.directory,
    }
    return Renderer(environment)


def _on_one_line(told: Any) -> Any:
    """A text with its thousands held together; drawings and what macros made stay as they are."""
    return french.grouped(told) if type(told) is str else told


def slug(code: str) -> str:
    """A territory's code as a file's name: codes of bands begin with signs."""
    return code.replace("<", "moins-").replace(">=", "plus-")
