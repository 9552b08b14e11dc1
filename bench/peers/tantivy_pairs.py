"""tantivy with a tokenizer of pairs of characters: reads what to do as JSON, prints times, size and matches as JSON."""

import json
import sys
import time
from pathlib import Path

import tantivy

asked = json.loads(sys.stdin.read())
folder = Path(asked["folder"])
folder.mkdir()
builder = tantivy.SchemaBuilder()
builder.add_text_field("body", stored=False, tokenizer_name="pairs")
index = tantivy.Index(builder.build(), path=str(folder))
pairs = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(min_gram=2, max_gram=2, prefix_only=False)).build()
index.register_tokenizer("pairs", pairs)
writer = index.writer(heap_size=256_000_000, num_threads=1)
with Path(asked["texts"]).open(encoding="utf-8") as lines:
    for line in lines:
        writer.add_document(tantivy.Document(body=json.loads(line)))
writer.commit()
writer.wait_merging_threads()
index.reload()
searcher = index.searcher()


def find(words: list[str], limit: int = 20) -> int:
    """How many texts hold all words."""
    query = index.parse_query(" AND ".join(f'body:"{word.lower()}"' for word in words), ["body"])
    return int(searcher.search(query, limit=limit, count=True).count)


times = []
for words in asked["queries"]:
    begun = time.perf_counter()
    find([word for word in words if len(word) > 1] or ["漏洩"])
    times.append((time.perf_counter() - begun) * 1000)
size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
print(json.dumps({"times": times, "size": size, "held": sum(find([word], 1) for word in asked["pairs"])}))
