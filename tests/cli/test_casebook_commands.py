import json
from pathlib import Path

import jsonschema_rs
import pytest
from click.testing import CliRunner, Result

from jikenbo.cli.program import program

ENTRY = """# 公表概要
- {title}
- 2026年1月{day}日
- みほん工房株式会社
- https://mihon.example.jp/{day}.html
{link}
# 本文
1月4日、弊社の受注サーバーがランサムウェアに感染しました。顧客{count}名の氏名が漏えいしたおそれがあります。
"""
FIRST = "2026/01/05_みほん工房株式会社.md"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    for day, count, title, link in (
        (5, 120, "サーバーの停止について", ""),
        (19, 240, "サーバーの停止について（第2報）", f"- 第1報：{FIRST}\n"),
    ):
        path = folder / f"2026/01/{day:02}_みほん工房株式会社.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ENTRY.format(day=day, count=count, title=title, link=link), encoding="utf-8")
    return folder


def run(tmp_path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(program, ["--casebook", str(tmp_path / "book"), *arguments], standalone_mode=False)


@pytest.fixture
def book(tmp_path: Path, archive: Path) -> Path:
    done = run(tmp_path, "add", str(archive))
    assert done.return_value == 0, done.stderr
    return tmp_path


def objects(done: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_add_says_what_is_new_and_what_was_known(tmp_path: Path, archive: Path) -> None:
    assert "2 new." in run(tmp_path, "add", str(archive)).stderr
    assert "0 new, 2 known already." in run(tmp_path, "add", str(archive)).stderr


def test_add_with_a_bad_file_ends_with_1_and_takes_the_rest(tmp_path: Path, archive: Path) -> None:
    (archive / "2026/01/07_からっぽ.md").write_bytes(b"")
    done = run(tmp_path, "add", str(archive))
    assert done.return_value == 1
    assert "2 new, 1 failed." in done.stderr


def test_the_report_lists_every_doubt(tmp_path: Path, archive: Path) -> None:
    (archive / "2026/01/07_からっぽ.md").write_bytes(b"")
    report = tmp_path / "doubts.jsonl"
    run(tmp_path, "add", str(archive), "--report", str(report))
    (line,) = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    assert line["kind"] == "unreadable"
    assert line["reason"].endswith("Fetch or save the release again.")


def test_cases_hold_their_releases_as_taken_in(book: Path) -> None:
    (case,) = objects(run(book, "cases", "--jsonl"))
    assert [str(doc).rsplit("/", 1)[1] for doc in case["releases"]] == [  # type: ignore[attr-defined]
        "05_みほん工房株式会社.md",
        "19_みほん工房株式会社.md",
    ]
    assert case["organisation"] == "みほん工房株式会社"


def test_lists_take_a_query(book: Path) -> None:
    assert len(objects(run(book, "releases", "--jsonl", "type:ransomware", "date:2026-01-10.."))) == 1
    assert objects(run(book, "cases", "--jsonl", "type:misdelivery")) == []


def test_campaigns_are_listed_though_there_are_none(book: Path) -> None:
    done = run(book, "campaigns")
    assert (done.stdout, done.exit_code) == ("", 0)


def test_show_prints_a_release_its_capture_and_its_case(book: Path) -> None:
    release = str(objects(run(book, "releases", "--jsonl"))[0]["id"])
    shown = run(book, "show", release, "--text").stdout
    assert "sha256:" in shown
    assert "2 releases" in shown
    assert "顧客240名の氏名" in shown


def test_show_says_that_nothing_has_an_id(book: Path) -> None:
    assert "Nothing has the id nonsense" in str(run(book, "show", "nonsense").exception)


def test_search_finds_two_characters(book: Path) -> None:
    done = run(book, "search", "停止")
    assert "2 found" in done.stdout
    assert len(objects(run(book, "search", "--jsonl", "停止"))) == 2


def test_stats_count_cases_by_type_with_how_many_state_it_and_how_often_it_is_misread(book: Path) -> None:
    (counted,) = [one for one in objects(run(book, "stats", "--by", "type", "--jsonl")) if one["type"] == "ransomware"]
    assert counted["cases"] == counted["stating"] == counted["of"] == 1
    assert 0 < counted["wrong_percent"] < 100


@pytest.mark.parametrize("by", ["month", "sector", "vector", "data_item", "size", "reports", "days"])
def test_every_figure_is_printed(book: Path, by: str) -> None:
    assert "case" in run(book, "stats", "--by", by).stdout


def test_verify_finds_all_captures_whole(book: Path) -> None:
    assert "2 captures and 0 visits checked: every chain holds" in run(book, "verify").stdout


def test_verify_finds_a_capture_that_was_changed(book: Path) -> None:
    (warc,) = (book / "book" / "captures").iterdir()
    data = warc.read_bytes()
    warc.write_bytes(data[:-40])
    done = run(book, "verify")
    assert done.return_value == 1
    assert "19_みほん工房株式会社.md" in done.stderr


def test_demo_builds_the_sample(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        program, ["demo", "--build-only", "--folder", str(tmp_path / "demo")], standalone_mode=False
    )
    assert "A sample casebook is in" in done.stderr
    assert (tmp_path / "demo" / "casebook.sqlite").is_file()


def test_changes_show_what_the_second_report_raised(book: Path) -> None:
    release = str(objects(run(book, "releases", "--jsonl"))[0]["id"])
    (raised,) = [one for one in objects(run(book, "changes", release, "--jsonl")) if one["kind"] == "raised"]
    assert raised["before"]["value"] == 120  # type: ignore[index]
    assert raised["after"]["value"] == 240  # type: ignore[index]
    assert "120人 (affected) → 240人 (affected)" in run(book, "changes", release).stdout


@pytest.mark.parametrize("name", ["cases", "campaigns", "releases"])
def test_what_is_listed_keeps_to_its_schema(book: Path, name: str) -> None:
    schema = json.loads(CliRunner().invoke(program, ["schema", name]).stdout)
    for one in objects(run(book, name, "--jsonl")):
        jsonschema_rs.validate(schema, one)
        assert one.keys() == schema["properties"].keys()
