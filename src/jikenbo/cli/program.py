"""The program itself: global options, the table of commands, and how trouble is told."""

import importlib
import os
import sys
import traceback
from dataclasses import replace
from typing import NoReturn

import click

from jikenbo import __version__
from jikenbo.errors import JikenboError
from jikenbo.settings import Settings, load_settings

# Each command with what --help says of it, so that listing them loads none.
COMMANDS = {
    "add": "Take in files, folders and archives; link and index what is new.",
    "read": "Read releases without storing them.",
    "cases": "List cases: the releases of one incident.",
    "campaigns": "List campaigns: cases with one common origin.",
    "releases": "List releases.",
    "show": "Show a release, case or campaign.",
    "search": "Find releases by words and facts.",
    "changes": "Show what each report of a case changed.",
    "stats": "Count releases by month, type, vector and more.",
    "serve": "Serve the web pages and the JSON API.",
    "demo": "Build a sample casebook and serve it.",
    "watch": "Watch sources: feeds, sitemaps and list pages.",
    "recheck": "Look again at what was fetched: changed, moved, removed, blocked.",
    "draft": "Entries for a Markdown archive, drafted from what was fetched.",
    "export": "Write what the casebook holds in the formats of other programs.",
    "verify": "Check that every capture is there and unchanged.",
    "schema": "Print the JSON Schema of what a command prints.",
}
# Ended by Ctrl-C, as shells report it.
_INTERRUPTED = 130


class Program(click.Group):
    """A group whose commands are modules of their own, named as the command is."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all commands, in the order in which they are told of."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name, its module loaded now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"jikenbo.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table of commands for --help."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


EPILOG = "Example:  jikenbo --casebook new add archive/  then  jikenbo --casebook new serve"


@click.group(
    cls=Program, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--casebook", metavar="FOLDER|URL", help="The casebook: a folder, or a postgresql:// URL.")
@click.option("--debug", is_flag=True, help="Show the whole cause of an error.")
@click.version_option(__version__, prog_name="jikenbo")
@click.pass_context
def program(ctx: click.Context, casebook: str | None, debug: bool) -> None:
    """Jikenbo (事件簿): a casebook of security incidents, built from what organisations themselves publish."""
    settings = load_settings()
    ctx.obj = replace(settings, casebook=casebook) if casebook else settings
    ctx.meta["debug"] = debug


pass_settings = click.make_pass_decorator(Settings)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run a command line and end with its status: 0, 1 (something failed, said which) or 2 (usage)."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        status = program.main(given, prog_name="jikenbo", standalone_mode=False)
    except Exception as raised:  # noqa: BLE001  (the last door: a person gets a sentence, --debug the cause)
        if "--debug" in given:
            traceback.print_exception(raised)
        sys.exit(_ended_by(raised))
    sys.exit(status if isinstance(status, int) else 0)


def _ended_by(raised: Exception) -> int:
    """Tell what ended a command, and the exit status that it means."""
    if isinstance(raised, click.exceptions.Abort):
        _tell("Stopped; what was taken in is kept.")
        return _INTERRUPTED
    if isinstance(raised, click.ClickException):
        raised.show()
        return raised.exit_code
    if isinstance(raised, JikenboError):
        _tell(str(raised))
        return raised.exit_status
    if isinstance(raised, BrokenPipeError):
        # The reader of the pipe (head, less) has seen enough; nothing more must be written to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    _tell(f"Jikenbo failed ({type(raised).__name__}: {raised}). Run it with --debug and report what that shows.")
    return 1


def _tell(words: str) -> None:
    click.echo(f"jikenbo: {words}", err=True)
