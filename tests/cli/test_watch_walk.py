"""The five minutes of docs/sources.md, by the commands that stand there, against a server on this machine."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.capture.fixtures import new_site, site
from tests.capture.site import Reply, Site, html

from jikenbo.cli.program import main

__all__ = ["new_site", "site"]
pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8", "::1", "localhost"])
PAGE = Path(__file__).parents[2] / "docs" / "sources.md"
TITLE = "不正アクセスによる個人情報漏えいのお知らせ"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in a folder of its own: its status, and what it printed and said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIKENBO_ALLOW_INSIDE", "127.0.0.0/8")
    monkeypatch.setenv("JIKENBO_FETCH_DELAY", "0")
    rows = f"<li>2026.1.5 <a href='/news/0105.html'>{TITLE}</a></li><li><a href='/news/0104.html'>夏季休業のお知らせ</a></li>"
    more = "".join(f"<li><a href='/news/{n}.html'>新商品{n}のご案内</a></li>" for n in range(10))
    site.pages |= {
        "/news/": html(f"<html><body><nav><a href='/'>ホーム</a></nav><ul>{rows}{more}</ul></body></html>"),
        "/news/0105.html": html(
            f"<title>{TITLE}</title><h1>{TITLE}</h1><p>2026年1月5日</p><p>みほん工房株式会社</p>"
            "<p>当社のサーバーが不正アクセスを受け、お客様120名の氏名が漏えいしたおそれがあります。</p>"
        ),
    }

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([word.replace("https://www.example.jp", site.root) for word in words])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def told() -> list[list[str]]:
    """The command lines of the five steps, in order, without the one that never ends."""
    steps = PAGE.read_text(encoding="utf-8").partition("`watch list` says")[0]
    lines = re.findall(r"jikenbo (--casebook [^`\n]+)", steps)
    return [line.split() for line in lines if "always" not in line]


def test_the_five_minutes_come_to_what_the_page_says(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    preview, add, look, show = told()
    status, _out, err = run(*preview)
    assert status == 2
    assert "JIKENBO_CONTACT" in err
    monkeypatch.setenv("JIKENBO_CONTACT", "you@example.jp")
    status, out, err = run(*preview)
    assert (status, "12 entries; 1 would be fetched" in err) == (0, True)
    assert [line[0] for line in out.splitlines()] == ["+", *" " * 11]
    assert "is watched every 3h" in run(*add)[2]
    assert run(*look) == (0, "", "1 source looked at; 1 release taken.\n")
    assert TITLE in run(*show)[1]
    assert run(*look)[2].startswith("0 sources looked at")


def test_a_source_is_written_shown_and_added_as_a_file(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JIKENBO_CONTACT", "you@example.jp")
    written = run("watch", "add", "https://www.example.jp/news/", "--only", "/news/01", "--preview", "--toml")[1]
    Path("mihon.toml").write_text(written, encoding="utf-8")
    assert "2 entries, 10 left aside" in run("watch", "add", "mihon.toml", "--preview")[2]
    assert run("watch", "list")[1] == ""
    assert run("watch", "add", "mihon.toml")[0] == 0
    assert json.loads(run("watch", "list", "--jsonl")[1])["only"] == ["/news/01"]


def test_an_archive_in_a_folder_is_a_source(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIKENBO_CONTACT", "you@example.jp")
    path = Path("archive/2026/01/05_みほん工房株式会社.md")
    path.parent.mkdir(parents=True)
    path.write_text(
        f"# 公表概要\n- {TITLE}\n- 2026年1月5日\n- みほん工房株式会社\n\n# 本文\n漏えいしました。\n", encoding="utf-8"
    )
    assert run("watch", "add", "archive", "--name", "書庫")[0] == 0
    assert run("watch", "run")[0] == 0
    assert TITLE in run("releases")[1]


def test_what_was_seen_is_listed_with_why(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIKENBO_CONTACT", "you@example.jp")
    run("watch", "add", "https://www.example.jp/news/")
    run("watch", "run")
    source = json.loads(run("watch", "list", "--jsonl")[1])["id"]
    assert TITLE in run("watch", "seen", source, "--state", "taken")[1]
    left = [json.loads(line) for line in run("watch", "seen", source, "--state", "skipped", "--jsonl")[1].splitlines()]
    assert len(left) == 11
    assert all(one["reason"].startswith("It is no release") for one in left)


def test_looks_again_tell_what_they_saw_and_what_is_due(run: Run, monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    monkeypatch.setenv("JIKENBO_CONTACT", "you@example.jp")
    run("watch", "add", "https://www.example.jp/news/")
    assert "no release says an address" in run("recheck")[2]
    run("watch", "run")
    assert "Nothing is due: the next one is due 20" in run("recheck")[2]
    site.pages["/news/0105.html"] = Reply(b"", 404)
    said = run("recheck", "--all")[2]
    assert said == "1 looked at: 1 gone; 0 new in the register. 1 wait for a second look at another time.\n"
    assert "register is empty" in run("recheck", "--register")[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("watch", "run"), "No source is watched. Add one"),
        (("watch", "always"), "No source is watched. Add one"),
        (("watch", "seen", "x"), "No source is called x"),
        (("watch", "remove", "x"), "No source is called x"),
        (("watch", "add", "nothing"), "nothing is no address, folder or TOML file"),
        (("watch", "add", "none.toml"), "none.toml is not there"),
        (("watch", "add", "https://www.example.jp/none"), "gives no list of releases"),
        (("watch", "add", "https://www.example.jp/news/", "--every", "often"), "--every says 'often'"),
        (("draft", "show", "x"), "There is no draft of x"),
    ],
)  # fmt: skip
def test_slips_are_told_in_a_sentence_with_a_next_step(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.setenv("JIKENBO_CONTACT", "you@example.jp")
    run("watch", "add", "https://www.example.jp/news/", "--preview")
    status, out, err = run(*words)
    assert (status, out) == (1, "") or status == 2
    assert said in err
    assert err.count("\n") == 1
