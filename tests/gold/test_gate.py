import sys
from pathlib import Path

import pytest

GOLD = Path(__file__).resolve().parents[2] / "gold"


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> object:
    monkeypatch.syspath_prepend(str(GOLD))
    sys.modules.pop("gate", None)
    import gate as module  # noqa: PLC0415  # type: ignore[import-not-found]

    monkeypatch.setattr(module, "FLOORS", tmp_path / "floors.toml")
    return module


def floors(gate: object) -> dict[str, object]:
    import tomllib  # noqa: PLC0415

    return tomllib.loads(gate.FLOORS.read_text(encoding="utf-8"))  # type: ignore[attr-defined]


def test_what_is_pinned_is_read_back(gate: object) -> None:
    gate.pin("sample", {"reading.counts": 0.9}, {}, lower=False)  # type: ignore[attr-defined]
    assert floors(gate)["sample"]["reading.counts"] == pytest.approx(0.898)  # type: ignore[index]


def test_pinning_one_set_leaves_the_other(gate: object) -> None:
    gate.pin("sample", {"reading.counts": 0.9}, {}, lower=False)  # type: ignore[attr-defined]
    gate.pin("shared", {"cases.linked.pairs": 0.8}, floors(gate), lower=False)  # type: ignore[attr-defined]
    assert floors(gate)["sample"]["reading.counts"] == pytest.approx(0.898)  # type: ignore[index]


def test_a_floor_is_not_lowered_without_being_told(gate: object) -> None:
    gate.pin("sample", {"reading.counts": 0.9}, {}, lower=False)  # type: ignore[attr-defined]
    with pytest.raises(SystemExit):
        gate.pin("sample", {"reading.counts": 0.5}, floors(gate), lower=False)  # type: ignore[attr-defined]
    assert floors(gate)["sample"]["reading.counts"] == pytest.approx(0.898)  # type: ignore[index]


def test_a_score_under_its_floor_fails(gate: object, capsys: pytest.CaptureFixture[str]) -> None:
    pinned = {"fingerprint": "x", "reading.counts": 0.9}
    assert gate.report({"reading.counts": 0.89}, pinned, "x") == 1  # type: ignore[attr-defined]
    assert "UNDER" in capsys.readouterr().out


def test_another_gold_set_fails_until_it_is_pinned(gate: object) -> None:
    assert gate.report({"reading.counts": 0.95}, {"fingerprint": "x", "reading.counts": 0.9}, "y") == 1  # type: ignore[attr-defined]
