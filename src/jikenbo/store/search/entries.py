"""What of a release is indexed: its words, and the facets that its facts give."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from jikenbo.model.document import Document
from jikenbo.model.fact import Fact, Field, Reading
from jikenbo.model.release import Release
from jikenbo.model.text import BlockKind
from jikenbo.store.search.tokens import plain, tokens

# Which facts can be filtered by, under which name.
_VALUES = {
    Field.INCIDENT_TYPES: "type",
    Field.VECTORS: "vector",
    Field.MEASURES: "measure",
    Field.LEAK_STATUS: "leak",
    Field.REPORT: "report",
    Field.AUTHORITIES: "authority",
    Field.SECONDARY_DAMAGE: "damage",
}
_PEOPLE = frozenset({"人", "件", "アカウント", "ID"})
TITLE, ORGANISATION = "t ", "o "


@dataclass(frozen=True, slots=True)
class Terms:
    """One release counted for the index: its tokens, one a line, and how often each stands there, a byte each.

    Made of few plain values, so that it is counted in the process that read the release and crosses at little cost.
    """

    release_id: str
    day: int
    people: int
    length: int
    tokens: str
    often: bytes
    names: tuple[tuple[str, str], ...]

    def labelled(self, labels: Mapping[str, Sequence[str]]) -> "Terms":
        """The same with facets that it has not yet: the organisation's kind and sector."""
        more = sorted(_labels(labels))
        tokens = "\n".join((self.tokens, *more) if self.tokens else more)
        return replace(self, length=self.length + len(more), tokens=tokens, often=self.often + bytes([1] * len(more)))

    def split(self) -> list[str]:
        """The tokens one by one."""
        return self.tokens.split("\n") if self.tokens else []


def _labels(labels: Mapping[str, Sequence[str]]) -> set[str]:
    return {f"{name}:{name_key(value)}" for name, values in labels.items() for value in values}


@dataclass(frozen=True, slots=True)
class Entry:
    """One release as the index takes it in.

    `labels` are facets that are not facts: the organisation's kind and sector. `people` is the largest number of
    people or records affected that the release states, None if it states none.
    """

    release: Release
    document: Document
    reading: Reading
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def terms(self) -> Terms:
        """The release counted."""
        found = self.tokens()
        published = (self.release.published or "").replace("-", "")
        return Terms(
            release_id=self.release.id,
            day=int(published.ljust(8, "0")) if published.isdigit() else 0,
            people=-1 if self.people is None else self.people,
            length=found.total(),
            tokens="\n".join(found),
            often=bytes([min(often, 255) for often in found.values()]),
            names=tuple(sorted(self.names())),
        )

    def tokens(self) -> Counter[str]:
        """All tokens, words with their frequency and facets once each."""
        body = "\n".join(
            self.document.text.content[b.start : b.end]
            for b in self.document.text.blocks
            if b.kind is not BlockKind.OVERVIEW
        )
        title, organisation = plain(self.release.title), plain(self.release.organisation or "")
        found = tokens(f"{plain(body)}\n{title}\n{organisation}")
        found.update(dict.fromkeys((TITLE + token for token in tokens(title)), 1))
        found.update(dict.fromkeys((ORGANISATION + token for token in tokens(organisation)), 1))
        found.update(dict.fromkeys(self.facets(), 1))
        return found

    def facets(self) -> set[str]:
        """The facets, such as `type:ransomware`, `item:my_number`, `supplier:…`, `month:2025-04`."""
        found = {f"{_VALUES[fact.field]}:{fact.value}" for fact in self.reading.facts if fact.field in _VALUES}
        found |= {f"item:{fact.value}" for fact in self.reading.of(Field.DATA_ITEMS) if fact.status == "included"}
        found |= {f"{fact.role}:{name_key(str(fact.value))}" for fact in self.reading.of(Field.PARTIES)}
        found |= _labels(self.labels)
        if self.release.organisation:
            found.add(f"org:{name_key(self.release.organisation)}")
        if self.release.published and len(self.release.published) >= 7:
            found.add(f"month:{self.release.published[:7]}")
        return found

    def names(self) -> set[tuple[str, str]]:
        """The names that are suggested while one types: what each is, and the name as written."""
        found = {(fact.role or "", str(fact.value)) for fact in self.reading.of(Field.PARTIES)}
        return found | ({("org", self.release.organisation)} if self.release.organisation else set())

    @property
    def people(self) -> int | None:
        """The largest number of people or records that the release says are affected."""
        return max((int(f.value) for f in self.reading.of(Field.COUNTS) if _counts_people(f)), default=None)


def _counts_people(fact: Fact) -> bool:
    return fact.role == "affected" and fact.unit in _PEOPLE


def name_key(name: str) -> str:
    """A name in the form in which a filter compares it: plain, no spaces."""
    return "".join(plain(name).split())
