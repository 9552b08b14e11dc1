"""The one place that strings the steps together: capture, extract, read, store, index, link."""

from jikenbo.ingest.doubts import all_doubts
from jikenbo.ingest.joining import join
from jikenbo.ingest.taking import Outcome, Request, take_in

__all__ = ["Outcome", "Request", "all_doubts", "join", "take_in"]
