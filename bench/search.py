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

from material import PEERS, ROOT, documents
from multiplied import multiplied
from sqlalchemy import insert

from jikenbo.model.release import Release
from jikenbo.read import read
from jikenbo.store import Store, open_store
from jikenbo.store.schema import release as release_table
from jikenbo.store.search import Entry, Searcher, View, index, parse
from jikenbo.text.fold import fold

_MANY = int(os.environ.get("BENCH_RELEASES", "100000"))
_BATCH = 5000
_WORDS = (
    "漏洩", "流出", "停止", "感染", "県", "市", "病院", "大学", "不正アクセス", "ランサムウェア", "フィッシング", "委託先", "メール", "脆弱性",
    "VPN", "個人情報保護委員会", "氏名", "電話番号", "クレジットカード", "警察", "復旧", "暗号化", "マイナンバー", "卒業アルバム", "保険", "銀行",
    "Microsoft 365", "サーバ", "設定", "口座", "学校", "調査", "原因", "再発防止", "お詫び", "窓口", "退職者", "取引先", "従業員", "会員",
)  # fmt: skip
_FILTERS = ("type:ransomware", "vector:supplier", "item:email", "people:>1000", "date:2025-04..", "leak:possible")
_QUERIES = 200


def main() -> None:
    """Print the table."""
    texts, queries = [], mixed()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"{folder}/book")
        begun = time.perf_counter()
        fill(store, texts)
        built = time.perf_counter() - begun
        size = sum(file.stat().st_size for file in Path(folder, "book").glob("*.sqlite*"))
        ours = ask(store, queries)
        store.close()
    print(f"{_MANY:,} releases, {_QUERIES} queries of one to four words, three facets counted; built in {built:.0f} s")
    show("jikenbo", ours, size, ours)
    plain = [[word for word in query.split() if ":" not in word and not word.startswith("-")] for query in queries]
    with tempfile.TemporaryDirectory() as folder:
        show("FTS5 trigram", *trigram(Path(folder), texts, plain), ours)
        theirs = tantivy(Path(folder), texts, plain)
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


def fill(store: Store, texts: list[str]) -> None:
    """Index so many releases; their folded texts are kept for the peers."""
    found = documents()
    readings = [read(one) for one in found]
    batch: list[Entry] = []
    for n, document in enumerate(multiplied(found, _MANY)):
        overview = document.overview
        release = Release(
            f"r{n:06}",
            document.doc,
            overview.title.value if overview.title else "",
            overview.organisation.value if overview.organisation else None,
            overview.published.value if overview.published else None,
            None,
        )
        batch.append(Entry(release, document, readings[n % len(found)]))
        texts.append(fold(document.text.content).lower())
        if len(batch) == _BATCH or n + 1 == _MANY:
            rows = [{k: getattr(e.release, k) for k in Release.__slots__} | {"linked": True} for e in batch]
            with store.writing() as connection:
                connection.execute(insert(release_table), rows)
                index(connection, batch)
            batch = []


def ask(store: Store, queries: list[str]) -> list[float]:
    """The milliseconds of each query, after one round to warm up."""
    searcher, view = Searcher(), View(counted=("type", "vector", "item"))
    times = []
    for warm in (True, False):
        for query in queries:
            begun = time.perf_counter()
            with store.reading() as connection:
                searcher.find(connection, parse(query), view)
            if not warm:
                times.append((time.perf_counter() - begun) * 1000)
    with store.reading() as connection:
        right = sum(searcher.find(connection, parse(f'"{word}"'), View(limit=1, counted=())).total for word in pairs())
    print(f"words of two characters found: {right:,} matches over {len(pairs())} words")
    return times


def pairs() -> list[str]:
    """The words of two characters."""
    return [word for word in _WORDS if len(word) == 2]


def trigram(folder: Path, texts: list[str], queries: list[list[str]]) -> tuple[list[float], int]:
    """A bare FTS5 table with the trigram tokenizer: count and the twenty best."""
    book = sqlite3.connect(folder / "trigram.sqlite")
    book.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize='trigram')")
    book.executemany("INSERT INTO t VALUES (?)", ((text,) for text in texts))
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


def tantivy(folder: Path, texts: list[str], queries: list[list[str]]) -> tuple[list[float], int] | None:
    """Tantivy with a tokenizer of pairs, in the environment of the peers."""
    if not PEERS.is_file():
        return None
    lines = folder / "texts.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(text, ensure_ascii=False) + "\n" for text in texts)
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
