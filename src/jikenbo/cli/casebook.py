"""Opening the casebook that the settings name."""

from pathlib import Path

from jikenbo.settings import Settings
from jikenbo.store import Store, open_store


def open_casebook(settings: Settings, *, create: bool = False) -> Store:
    """The casebook of the settings; only a command that takes in may make it."""
    return open_store(settings.casebook, Path(settings.captures) if settings.captures else None, create=create)
