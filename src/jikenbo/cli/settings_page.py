"""The page docs/settings.md, made from the settings: python -m jikenbo.cli.settings_page > docs/settings.md."""

from dataclasses import Field, fields

import click

from jikenbo.settings import FILE, PREFIX, Settings

_HEAD = f"""# Settings

Each setting is an environment variable, or a line of `{FILE}` in the working folder (or of the file that
`{PREFIX}CONFIG` names). The environment goes before the file, `--casebook` before both. A word in the file that is no
setting is refused.

```toml
casebook = "casebook"
contact = "you@example.jp"
fetch_delay = 5
```

| variable | in {FILE} | default | what for |
| --- | --- | --- | --- |
"""
_FOOT = """
This page is made from the program: `python -m jikenbo.cli.settings_page > docs/settings.md`.
"""


def page() -> str:
    """The page, with one row a setting."""
    return _HEAD + "\n".join(_row(one) for one in fields(Settings)) + "\n" + _FOOT


def _row(one: Field[str]) -> str:
    usual = f"`{one.default}`" if one.default != "" else ""
    return f"| `{PREFIX}{one.name.upper()}` | `{one.name}` | {usual} | {one.metadata['about']} |"


if __name__ == "__main__":
    click.echo(page(), nl=False)
