from jikenbo.read.cues import VOCABULARIES, find
from jikenbo.vocab import vocabulary


def test_cues_hold_no_mark_that_only_regular_expressions_know() -> None:
    cues = [cue for name in VOCABULARIES for term in vocabulary(name).values() for cue in term.cues]
    assert [cue for cue in cues if "?" in cue or "[" in cue] == []


def test_a_cue_is_found_with_its_value() -> None:
    text = "名簿が漏えいしました。"
    assert [(text[hit.start : hit.end], value) for hit, value in find(text, [len(text)])["leaks"]] == [
        ("漏えい", "leaked")
    ]
