import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jikenbo.cli.program import program
from jikenbo.errors import NotFoundError, UsageError
from jikenbo.store import links, open_store

ENTRY = """# 公表概要
- サーバーの停止について{title}
- 2026年1月{day}日
- みほん工房株式会社
- https://mihon.example.jp/{day}.html
{link}
# 本文
1月4日、弊社の受注サーバーがランサムウェアに感染しました。顧客120名の氏名が漏えいしたおそれがあります。
"""
FIRST = "2026/01/05_みほん工房株式会社.md"


def run(tmp_path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(program, ["--casebook", str(tmp_path / "book"), *arguments], standalone_mode=False)


@pytest.fixture
def case(tmp_path: Path) -> tuple[str, ...]:
    """The ids of a case's two releases; the case is named after the first."""
    for day, title, link in ((5, "", ""), (19, "（第2報）", f"- 第1報：{FIRST}\n")):
        path = tmp_path / f"archive/2026/01/{day:02}_みほん工房株式会社.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ENTRY.format(day=day, title=title, link=link), encoding="utf-8")
    assert run(tmp_path, "add", str(tmp_path / "archive")).return_value == 0
    store = open_store(str(tmp_path / "book"))
    with store.reading() as connection:
        (found,) = links.cases(connection)
    store.close()
    return found.releases


def pages(file: Path) -> int:
    with zipfile.ZipFile(file) as packed:
        return len(packed.read("pages/pages.jsonl").splitlines()) - 1


@pytest.mark.parametrize(
    ("number", "options", "count"), [(0, (), 2), (0, ("--alone",), 1), (1, (), 1)], ids=["case", "alone", "second"]
)
def test_a_case_is_packed_whole_and_a_release_alone(
    tmp_path: Path, case: tuple[str, ...], number: int, options: tuple[str, ...], count: int
) -> None:
    file = tmp_path / "a.wacz"
    done = run(tmp_path, "export", "wacz", case[number], "--output", str(file), *options)
    assert f"{count} captures of {count} releases" in done.stderr
    assert done.stdout == ""
    assert pages(file) == count


def test_what_is_packed_passes_wacz_validate(tmp_path: Path, case: tuple[str, ...]) -> None:
    file = tmp_path / "a.wacz"
    run(tmp_path, "export", "wacz", case[0], "--output", str(file))
    validate = [sys.executable, "-c", "import sys; from wacz.main import main; sys.exit(main())"]
    done = subprocess.run([*validate, "validate", "-f", str(file)], capture_output=True, text=True, check=False)
    assert "the passed WACZ is valid" in done.stdout + done.stderr


def test_what_is_packed_is_taken_in_again(tmp_path: Path, case: tuple[str, ...]) -> None:
    file = tmp_path / "a.wacz"
    run(tmp_path, "export", "wacz", case[0], "--output", str(file))
    done = CliRunner().invoke(program, ["--casebook", str(tmp_path / "other"), "add", str(file)], standalone_mode=False)
    assert "2 new." in done.stderr


def test_a_file_that_is_there_is_kept_unless_it_may_be_overwritten(tmp_path: Path, case: tuple[str, ...]) -> None:
    file = tmp_path / "a.wacz"
    file.write_text("mine")
    assert isinstance(run(tmp_path, "export", "wacz", case[0], "--output", str(file)).exception, UsageError)
    assert file.read_text() == "mine"
    run(tmp_path, "export", "wacz", case[0], "--output", str(file), "--overwrite")
    assert pages(file) == 2


@pytest.mark.parametrize(
    ("wanted", "output", "kind"), [("nothing", "a.wacz", NotFoundError), (None, "no/a.wacz", UsageError)]
)
def test_what_cannot_be_packed_leaves_no_file(
    tmp_path: Path, case: tuple[str, ...], wanted: str | None, output: str, kind: type[Exception]
) -> None:
    done = run(tmp_path, "export", "wacz", wanted or case[0], "--output", str(tmp_path / output))
    assert isinstance(done.exception, kind)
    assert not list(tmp_path.glob("*.wacz*"))


def test_a_broken_archive_is_told_and_what_else_was_given_is_taken_in(tmp_path: Path, case: tuple[str, ...]) -> None:
    file, broken = tmp_path / "a.wacz", tmp_path / "b.wacz"
    run(tmp_path, "export", "wacz", case[0], "--output", str(file))
    broken.write_bytes(b"PK no")
    arguments = ["--casebook", str(tmp_path / "other"), "add", str(broken), str(file)]
    done = CliRunner().invoke(program, arguments, standalone_mode=False)
    assert done.return_value == 1
    assert "b.wacz cannot be read as an archive." in done.stderr
    assert "2 new, 1 failed." in done.stderr
