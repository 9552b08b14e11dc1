"""The page docs/commands.md, made from the commands themselves: python -m jikenbo.cli.manual > docs/commands.md."""

import inspect
import re

import click

from jikenbo.cli.program import COMMANDS, program

_HEAD = """# Commands

```
jikenbo [--casebook FOLDER|URL] [--debug] COMMAND
```

The casebook is a folder (made by the first `add`) or a `postgresql://` URL; without `--casebook` it is what
`JIKENBO_CASEBOOK` or `jikenbo.toml` says, else the folder `casebook`. Results go to standard output, all else to
standard error; progress is shown where standard error is a terminal. The exit status is 0, 1 (something failed, and
it was said which) or 2 (the command line was not understood). `--debug` shows the whole cause of an error.

This page is made from the program: `python -m jikenbo.cli.manual > docs/commands.md`.
"""


_BLANKS = re.compile(r"\n{3,}")


def manual() -> str:
    """The page, with one section a command."""
    context = click.Context(program, info_name="jikenbo")
    sections = [_section(context, name) for name in COMMANDS]
    return _BLANKS.sub("\n\n", "\n".join((_HEAD, *sections)))


def _section(context: click.Context, name: str) -> str:
    command = program.get_command(context, name)
    if command is None:
        return ""
    inner = click.Context(command, info_name=name, parent=context)
    lines = [f"## {name}\n", COMMANDS[name] + "\n", *_told(command, inner, f"jikenbo {name}")]
    if isinstance(command, click.Group):
        for under, part in command.commands.items():
            within = click.Context(part, info_name=under, parent=inner)
            first = inspect.cleandoc(part.help or "").partition("\n\n")[0].replace("\n", " ")
            lines += [f"### {name} {under}\n", first + "\n", *_told(part, within, f"jikenbo {name} {under}")]
    return "\n".join(line for line in lines if line)


def _told(command: click.Command, context: click.Context, words: str) -> list[str]:
    """How a command is written, what its help says below its first line, its options, and its example."""
    usage = " ".join((words, *command.collect_usage_pieces(context)))
    about = inspect.cleandoc(command.help or "").partition("\n\n")[2]
    options = [_option(option, context) for option in command.params if isinstance(option, click.Option)]
    example = (command.epilog or "").removeprefix("Example:").strip()
    # A blank line between what the help says and the list of options, or Markdown runs them together.
    return [f"```\n{usage}\n```\n", f"{about}\n" if about else "", "\n".join(options), f"\n```\n{example}\n```\n"]


def _option(option: click.Option, context: click.Context) -> str:
    record = option.get_help_record(context)
    names, about = record or ("", "")
    return f"- `{names}`: {about}"


if __name__ == "__main__":
    click.echo(manual(), nl=False)
