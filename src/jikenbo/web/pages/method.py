"""How facts are read and cases joined, what each field means, and how often a field is read wrongly."""

from starlette.responses import Response

from jikenbo.analyse.accuracy import accuracies, measured_on
from jikenbo.model.fact import Field
from jikenbo.vocab import vocabulary
from jikenbo.web.labels import VOCABULARIES
from jikenbo.web.visit import Visit


def show(visit: Visit) -> Response:
    """The method page."""
    lists = [(field, list(vocabulary(name).values())) for field, name in VOCABULARIES.items()]
    return visit.page("method.html", fields=list(Field), accuracies=accuracies(), on=measured_on(), lists=lists)
