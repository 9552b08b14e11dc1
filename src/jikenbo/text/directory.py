"""Companies in the public register of EDINET filers: securities code, sector and corporate number, by exact name."""

import warnings
from dataclasses import dataclass
from functools import cache

from japan_finance_codes import CompanyRegistry

from jikenbo.text.names import fold_name

# The register's words for filers that are no companies of a sector.
_NO_SECTOR = ("個人", "内国法人", "外国法人", "外国政府")


@dataclass(frozen=True, slots=True)
class Listing:
    """A company as registered: `code` if listed, `sector` one of the exchange's 33."""

    name: str
    code: str | None
    sector: str | None
    corporate_number: str | None
    edinet: str


def listing_of(name: str) -> Listing | None:
    """The company of exactly that name, legal form and ways of writing aside, or None if none or several bear it."""
    found = _by_key().get(fold_name(name), ())
    return found[0] if len(found) == 1 else None


@cache
def _by_key() -> dict[str, tuple[Listing, ...]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns of the age of its snapshot, which the release notes state
        companies = CompanyRegistry.create().companies
    table: dict[str, tuple[Listing, ...]] = {}
    for company in companies:
        if (company.industry or "").startswith("個人"):
            continue
        sector = None if (company.industry or "").startswith(_NO_SECTOR) else company.industry
        code = company.ticker if company.is_listed else None
        listing = Listing(company.name, code, sector, company.corporate_number, company.edinet_code)
        key = fold_name(company.name)
        table[key] = (*table.get(key, ()), listing)
    return table
