"""Templates made into pages."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from jikenbo.model.fact import Field
from jikenbo.read.explain import sentence_of
from jikenbo.web import charts, formats, labels, reasons
from jikenbo.web.highlights import KINDS


@cache
def environment() -> Environment:
    """The one environment of all templates: every value is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("jikenbo.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"number": formats.number, "size": formats.size}
    made.globals |= {
        "bar": charts.bar,
        "day": formats.day,
        "fact": labels.shown,
        "kind_of": KINDS,
        "label": labels.label,
        "moment": formats.moment,
        "origin": labels.origin,
        "reason": sentence_of,
        "said": reasons.said,
        "term": _term,
    }
    return made


def _term(field: str, value: str, language: str) -> str:
    return labels.term(Field(field), value, language)
