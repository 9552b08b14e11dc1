"""Text to facts, each with its spans: pure and deterministic.

`read` runs the table of rules over one document, `read_all` over many in less time.
"""

from jikenbo.read.reader import READER, read, read_all

__all__ = ["READER", "read", "read_all"]
