"""Search at 100,000 releases on SQLite, against a bare FTS5 trigram table and tantivy with pairs of characters."""

import json
import os
import random
import sqlite3
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from casebooks import opened, texts
from material import PEERS, ROOT

from jikenbo.store import Store
from jikenbo.store.search import Searcher, View, parse
from jikenbo.text.fold import fold

_MANY = int(os.environ.get("BENCH_RELEASES", "100000"))
_INDEX_SIZE = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%search%'"
_WORDS = (
    "漏洩", "流出", "停止", "感染", "県", "市", "病院", "大学", "不正アクセス", "ランサムウェア", "フィッシング", "委託先", "メール", "脆弱性",
    "VPN", "個人情報保護委員会", "氏名", "電話番号", "クレジットカード", "警察", "復旧", "暗号化", "マイナンバー", "卒業アルバム", "保険", "銀行",
    "Microsoft 365", "サーバ", "設定", "口座", "学校", "調査", "原因", "再発防止", "お詫び", "窓口", "退職者", "取引先", "従業員", "会員",
)  # fmt: skip
_FILTERS = ("type:ransomware", "vector:supplier", "item:email", "people:>1000", "date:2025-04..", "leak:possible")
_QUERIES = 200


def main() -> None:
    """Print the table."""
    queries = mixed()
    store = opened(_MANY)
    with store.engine.connect() as connection:
        size = int(connection.exec_driver_sql(_INDEX_SIZE).scalar() or 0)
    first, ours = ask(store, queries)
    store.close()
    print(f"{_MANY:,} releases, {_QUERIES} queries of one to four words, three facets counted")
    show("jikenbo", ours, size, ours)
    show("  asked first", first, size, ours)
    plain = [[word for word in query.split() if ":" not in word and not word.startswith("-")] for query in queries]
    with tempfile.TemporaryDirectory() as folder:
        show("FTS5 trigram", *trigram(Path(folder), plain), ours)
        theirs = tantivy(Path(folder), plain)
        if theirs is None:
            print("tantivy (pairs): not installed")
        else:
            show("tantivy (pairs)", *theirs, ours)


def mixed() -> list[str]:
    """Queries of one to four words, a third of them with a filter."""
    chosen = random.Random(5)
    queries = []
    for n in range(_QUERIES):
        words = chosen.sample(_WORDS, n % 4 + 1)
        queries.append(" ".join(words + ([chosen.choice(_FILTERS)] if n % 3 == 0 else [])))
    return queries


def ask(store: Store, queries: list[str]) -> tuple[list[float], list[float]]:
    """The milliseconds of each query, asked for the first time and again."""
    searcher, view = Searcher(), View(counted=("type", "vector", "item"))
    with store.reading() as connection:
        # The arrays of the index are read once for each state of the casebook, and not by a query.
        searcher.find(connection, parse(""), view)
    rounds: list[list[float]] = []
    for _ in range(2):
        rounds.append([])
        for query in queries:
            begun = time.perf_counter()
            with store.reading() as connection:
                searcher.find(connection, parse(query), view)
            rounds[-1].append((time.perf_counter() - begun) * 1000)
    with store.reading() as connection:
        right = sum(searcher.find(connection, parse(f'"{word}"'), View(limit=1, counted=())).total for word in pairs())
    print(f"words of two characters found: {right:,} matches over {len(pairs())} words")
    return rounds[0], rounds[1]


def pairs() -> list[str]:
    """The words of two characters."""
    return [word for word in _WORDS if len(word) == 2]


def trigram(folder: Path, queries: list[list[str]]) -> tuple[list[float], int]:
    """A bare FTS5 table with the trigram tokenizer: count and the twenty best."""
    book = sqlite3.connect(folder / "trigram.sqlite")
    book.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize='trigram')")
    book.executemany("INSERT INTO t VALUES (?)", ((text,) for text in texts(_MANY)))
    book.commit()
    times = []
    for words in queries:
        match = " AND ".join(f'"{fold(word).lower()}"' for word in words)
        begun = time.perf_counter()
        book.execute("SELECT count(*) FROM t WHERE t MATCH ?", (match,)).fetchone()
        book.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 20", (match,)).fetchall()
        times.append((time.perf_counter() - begun) * 1000)
    held = sum(book.execute("SELECT count(*) FROM t WHERE t MATCH ?", (f'"{word}"',)).fetchone()[0] for word in pairs())
    print(f"  FTS5 trigram finds {held:,} matches of the words of two characters")
    book.close()
    return times, (folder / "trigram.sqlite").stat().st_size


def tantivy(folder: Path, queries: list[list[str]]) -> tuple[list[float], int] | None:
    """Tantivy with a tokenizer of pairs, in the environment of the peers."""
    if not PEERS.is_file():
        return None
    lines = folder / "texts.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(text, ensure_ascii=False) + "\n" for text in texts(_MANY))
    asked = json.dumps({"folder": str(folder / "tantivy"), "texts": str(lines), "queries": queries, "pairs": pairs()})
    script = ROOT / "bench" / "peers" / "tantivy_pairs.py"
    done = subprocess.run([str(PEERS), str(script)], input=asked, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"tantivy failed: {done.stderr.strip().splitlines()[-1:]}")
        return None
    answer = json.loads(done.stdout)
    print(f"  tantivy finds {answer['held']:,} matches of the words of two characters")
    return answer["times"], answer["size"]


def show(name: str, times: list[float], size: int, ours: list[float]) -> None:
    """One row: times, size, and the ratio of the 95th percentile to ours."""
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[18]
    ratio = p95 / statistics.quantiles(ours, n=20)[18]
    print(f"{name:18} p50 {p50:7.1f} ms   p95 {p95:7.1f} ms ({ratio:5.2f} of ours)   {size / 1e6:7.0f} MB")
