"""When a host may be asked."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """When a host may be asked next, and how often in a row it was in trouble."""

    free_at: datetime
    troubles: int = 0
