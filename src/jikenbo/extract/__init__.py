"""Bytes to text with offsets: one module a kind of document, chosen by what the bytes are."""

from jikenbo.extract.dispatch import extract

__all__ = ["extract"]
