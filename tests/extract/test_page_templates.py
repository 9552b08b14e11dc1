import re
from statistics import mean

import pytest
from tests.extract.later_templates import LATER
from tests.extract.page_templates import TEMPLATES, Template, f1, tokens, truth
from tests.extract.setting import settings

from jikenbo.extract import extract

NAMES = [template.name for template in TEMPLATES]


def score(template: Template, first: int) -> float:
    found = settings()
    chosen = [found[(first + step) % len(found)] for step in range(0, 9, 3)]
    return mean(f1(tokens(extract("page.html", template.page(one))[0].text.content), truth(one)) for one in chosen)


@pytest.mark.parametrize("number", range(len(TEMPLATES)), ids=NAMES)
def test_each_kind_of_page_gives_its_release_and_little_else(number: int) -> None:
    assert score(TEMPLATES[number], number) >= 0.94


def test_over_all_kinds_of_page_the_text_is_the_release_s() -> None:
    assert mean(score(template, number) for number, template in enumerate(TEMPLATES)) >= 0.98


def test_there_are_thirty_kinds_of_page_in_three_encodings() -> None:
    assert len(set(NAMES)) == 30
    assert {template.encoding for template in TEMPLATES} == {"utf-8", "shift_jis", "euc-jp"}


@pytest.mark.parametrize("number", range(len(LATER)), ids=[template.name for template in LATER])
def test_a_kind_of_page_that_came_later_gives_its_release(number: int) -> None:
    assert score(LATER[number], number) >= 0.88


def test_over_all_kinds_that_came_later_the_text_is_the_release_s() -> None:
    assert mean(score(template, number) for number, template in enumerate(LATER)) >= 0.95


@pytest.mark.parametrize("template", [*TEMPLATES[::10], *LATER[::3]], ids=lambda one: one.name)
def test_a_form_around_the_whole_page_takes_nothing_away(template: Template) -> None:
    one = settings()[3]
    opened = '<form id="aspnetForm" method="post"><input type="hidden" name="__VIEWSTATE" value="a">'
    page = re.sub("(<body[^>]*>)", rf"\1{opened}", template.fill(one)).replace("</body>", "</form></body>")
    data = page.encode(template.encoding, "xmlcharrefreplace")
    assert f1(tokens(extract("page.html", data)[0].text.content), truth(one)) >= 0.88
