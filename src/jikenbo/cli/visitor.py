"""Who visits addresses for a command: by the settings, in the turns that the casebook keeps."""

from jikenbo import __version__
from jikenbo.capture.clock import Clock
from jikenbo.capture.fetch import Fetcher, Limits
from jikenbo.capture.files import MEGABYTE
from jikenbo.capture.guard import Guard
from jikenbo.capture.visiting import Visitor
from jikenbo.errors import UsageError
from jikenbo.settings import Settings
from jikenbo.store import Store
from jikenbo.store.turns import Turns


def visitor(settings: Settings, store: Store, clock: Clock | None = None, *, patience: float = 120.0) -> Visitor:
    """A visitor that names a contact to the hosts it asks; UsageError if none is set."""
    if not settings.contact:
        raise UsageError(
            "Nothing is fetched without a contact in the User-Agent, so that a host's keeper can write to you.",
            "Set JIKENBO_CONTACT to an e-mail address or a page about you.",
        )
    agent = f"Jikenbo/{__version__} (casebook of published security incidents; {settings.contact})"
    limits = Limits(size=settings.max_file_mb * MEGABYTE, seconds=float(settings.fetch_seconds))
    fetcher = Fetcher(agent, Guard.allowing(settings.allow_inside), limits, clock)
    return Visitor(fetcher, Turns(store), delay=float(settings.fetch_delay), patience=patience)
