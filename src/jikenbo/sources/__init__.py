"""Sources: where releases are looked for, each a TOML of a few lines."""

from jikenbo.sources.source import Kind, Source
from jikenbo.sources.toml import as_toml, load, source_of

__all__ = ["Kind", "Source", "as_toml", "load", "source_of"]
