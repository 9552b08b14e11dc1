"""Numbers and dates as each language writes them."""

from datetime import date, datetime

_WEEKDAYS = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: float) -> str:
    """A number with commas."""
    return f"{value:,}"


def day(value: str | None, language: str, *, weekday: bool = True) -> str:
    """An ISO date, month or year in words; what is none of them stands as it is."""
    parts = (value or "").split("-")
    try:
        numbers = [int(part) for part in parts]
        known = date(*numbers) if len(numbers) == 3 else None
    except (ValueError, OverflowError, TypeError):
        return value or ""
    if len(numbers) == 2 and not 1 <= numbers[1] <= 12:
        return value or ""
    if language == "ja":
        named = "".join(f"{part}{unit}" for part, unit in zip(numbers, "年月日", strict=False))
        return f"{named}（{_WEEKDAYS['ja'][known.weekday()]}）" if known and weekday else named
    named = " ".join([*(str(n) for n in numbers[2:]), *(_MONTHS[n - 1] for n in numbers[1:2]), str(numbers[0])])
    return f"{_WEEKDAYS['en'][known.weekday()]} {named}" if known and weekday else named


def moment(value: datetime, language: str, *, weekday: bool = True) -> str:
    """A time of day on a date, in UTC as it is kept."""
    return f"{day(value.date().isoformat(), language, weekday=weekday)} {value:%H:%M} UTC"


def size(octets: int) -> str:
    """A number of bytes, as a person says it."""
    if octets < 1000:
        return f"{octets} B"
    if octets < 1_000_000:
        return f"{octets / 1000:.1f} kB"
    return f"{octets / 1_000_000:.1f} MB"
