"""The house's own rules that can be measured: sizes, names, and that nothing outside is named."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "jikenbo"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "versions" not in path.parts)
_SAYS_NOTHING = re.compile(r"(core|common|misc|helpers?|utils?|base|manager)")


def functions() -> Iterator[tuple[str, int]]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(SOURCE)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_longer_than_sixty_lines() -> None:
    assert [one for one in functions() if one[1] > 60] == []


def test_most_functions_are_short() -> None:
    lengths = sorted(length for _, length in functions())
    assert median(lengths) <= 10
    assert lengths[len(lengths) * 9 // 10] <= 30


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {p.name: p.read_text(encoding="utf-8").count("\n") for p in FILES}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_every_module_has_a_name_that_says_something() -> None:
    assert [p.name for p in FILES if _SAYS_NOTHING.fullmatch(p.stem)] == []


def test_every_package_says_what_it_is() -> None:
    silent = [
        p
        for p in SOURCE.rglob("__init__.py")
        if p.stat().st_size and not ast.get_docstring(ast.parse(p.read_text("utf-8")))
    ]
    assert silent == []


def test_the_changelog_and_the_readme_name_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme
