"""The JSON API: what the casebook holds, for programs."""

from jikenbo.api.application import attach
from jikenbo.api.problems import problem

__all__ = ["attach", "problem"]
