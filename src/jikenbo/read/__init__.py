"""Text to facts, each with its spans: `read` runs the table of rules over a document, `read_all` over many; pure and deterministic."""

from jikenbo.read.reader import READER, read, read_all

__all__ = ["READER", "read", "read_all"]
