import importlib
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from jikenbo import __version__
from jikenbo.cli.manual import manual
from jikenbo.cli.program import COMMANDS, main, program


def ended(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return int(caught.value.code or 0)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_as_it_tells_itself_and_has_an_example(name: str) -> None:
    command = importlib.import_module(f"jikenbo.cli.{name}").command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert (command.epilog or "").startswith("Example:  jikenbo")
    helped = CliRunner().invoke(program, [name, "--help"])
    assert helped.exit_code == 0
    assert "Example:" in helped.output


def test_the_manual_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "commands.md"
    assert page.read_text(encoding="utf-8") == manual(), "python -m jikenbo.cli.manual > docs/commands.md"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["read"], ["add"], ["cases", "--nonsense"], ["serve", "--port", "x"], ["serve", "--port", "70000"]],
)
def test_a_command_line_that_is_not_understood_ends_with_2(arguments: list[str]) -> None:
    assert ended(arguments) == 2


def test_trouble_is_one_sentence_with_a_next_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(["--casebook", str(tmp_path / "none"), "cases"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "There is no casebook in" in said.err
    assert "add SOURCE" in said.err


def test_debug_shows_the_cause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(["--debug", "--casebook", str(tmp_path / "none"), "cases"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_slip_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def slip() -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("jikenbo.cli.program.load_settings", slip)
    assert ended(["cases"]) == 1
    assert "Jikenbo failed (ZeroDivisionError: oops). Run it with --debug" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"]])
def test_neither_help_nor_reading_loads_the_database(arguments: list[str]) -> None:
    code = (
        "import sys; from jikenbo.cli.program import program; "
        f"program.main({arguments!r}, standalone_mode=False); "
        "print([m for m in ('sqlalchemy', 'fastapi', 'numpy', 'warcio') if m in sys.modules])"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip().endswith("[]")
