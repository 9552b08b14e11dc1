from pathlib import Path

import pytest

from jikenbo.cli.settings_page import page
from jikenbo.errors import UsageError
from jikenbo.settings import Settings, load_settings


def test_without_anything_set_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings({}, tmp_path / "none.toml") == Settings()


def test_the_environment_outranks_the_file(tmp_path: Path) -> None:
    file = tmp_path / "jikenbo.toml"
    file.write_text('casebook = "filed"\nmax_file_mb = 5\n', encoding="utf-8")
    assert load_settings({"JIKENBO_CASEBOOK": "said"}, file) == Settings(casebook="said", max_file_mb=5)


@pytest.mark.parametrize("content", ["nonsense = 1\n", "max_file_mb = 'many'\n", "casebook = \n"])
def test_a_setting_that_is_none_is_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "jikenbo.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError):
        load_settings({}, file)


def test_the_page_of_settings_is_current() -> None:
    written = Path(__file__).parents[1] / "docs" / "settings.md"
    assert written.read_text(encoding="utf-8") == page(), "python -m jikenbo.cli.settings_page > docs/settings.md"
