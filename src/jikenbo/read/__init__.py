"""Text to facts, each with its spans: `read` runs the table of rules over one document, pure and deterministic."""

from jikenbo.read.reader import READER, read

__all__ = ["READER", "read"]
