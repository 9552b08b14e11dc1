from jikenbo.text.directory import listing_of


def test_a_listed_company_is_found_however_its_name_is_written() -> None:
    found = {listing_of(name) for name in ("トヨタ自動車株式会社", "ﾄﾖﾀ自動車㈱", "トヨタ 自動車")}
    (listing,) = found
    assert listing
    assert (listing.code, listing.sector) == ("7203", "輸送用機器")
    assert listing.corporate_number == "1180301018771"


def test_a_name_that_nobody_bears_is_not_found() -> None:
    assert listing_of("株式会社架空見本商会") is None


def test_part_of_a_name_is_not_enough() -> None:
    assert listing_of("トヨタ") is None
