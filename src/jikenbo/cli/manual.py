"""The page docs/commands.md, made from the commands themselves: python -m jikenbo.cli.manual > docs/commands.md."""

import inspect

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


def manual() -> str:
    """The page, with one section a command."""
    context = click.Context(program, info_name="jikenbo")
    sections = [_section(context, name) for name in COMMANDS]
    return "\n".join((_HEAD, *sections))


def _section(context: click.Context, name: str) -> str:
    command = program.get_command(context, name)
    if command is None:
        return ""
    inner = click.Context(command, info_name=name, parent=context)
    about = inspect.cleandoc(command.help or "")
    usage = " ".join((f"jikenbo {name}", *command.collect_usage_pieces(inner)))
    lines = [f"## {name}\n", COMMANDS[name] + "\n", f"```\n{usage}\n```\n", about.partition("\n\n")[2]]
    lines.append("\n".join(_option(option, inner) for option in command.params if isinstance(option, click.Option)))
    example = (command.epilog or "").removeprefix("Example:").strip()
    lines.append(f"\n```\n{example}\n```\n")
    return "\n".join(line for line in lines if line)


def _option(option: click.Option, context: click.Context) -> str:
    record = option.get_help_record(context)
    names, about = record or ("", "")
    return f"- `{names}`: {about}"


if __name__ == "__main__":
    click.echo(manual(), nl=False)
