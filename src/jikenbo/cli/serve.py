"""`jikenbo serve`: the web pages and the JSON API."""

import os
import socket
from typing import TYPE_CHECKING

import click

from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.program import pass_settings
from jikenbo.errors import UsageError
from jikenbo.settings import PREFIX, Settings, load_settings

if TYPE_CHECKING:
    from fastapi import FastAPI

EPILOG = "Example:  jikenbo --casebook new serve --port 8321"
PORT = 8321


@click.command("serve", epilog=EPILOG)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to answer on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="The port to answer on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="How many processes answer.")
@pass_settings
def command(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve the casebook's pages and its JSON API until Ctrl-C."""
    serve(settings, host, port, workers)


def serve(settings: Settings, host: str, port: int, workers: int = 1) -> None:
    """Serve a casebook; UsageError if the port is taken, CasebookError if the casebook cannot be opened."""
    # What serving needs is loaded when something is served.
    import uvicorn  # noqa: PLC0415
    from uvicorn.supervisors import Multiprocess  # noqa: PLC0415

    from jikenbo.web.app import LONGEST_REQUEST  # noqa: PLC0415

    open_casebook(settings).close()
    for name in ("casebook", "captures"):
        # A worker is a process of its own, and learns from its environment which casebook it serves.
        os.environ[PREFIX + name.upper()] = getattr(settings, name)
    config = uvicorn.Config(
        "jikenbo.cli.serve:served",
        factory=True,
        workers=workers,
        log_level="warning",
        h11_max_incomplete_event_size=LONGEST_REQUEST,
    )
    with _listening(host, port) as listening:
        click.echo(f"http://{host}:{listening.getsockname()[1]}/  (Ctrl-C ends)", err=True)
        if workers == 1:
            uvicorn.Server(config).run(sockets=[listening])
        else:
            Multiprocess(config, sockets=[listening]).run()


def served() -> "FastAPI":
    """The application of one worker, over the casebook that its environment names."""
    from jikenbo.web.app import create_app  # noqa: PLC0415

    return create_app(open_casebook(load_settings()))


def _listening(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Connections inherit it. Without it a page in two packets waits 40 ms for the first to be acknowledged.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listening.bind((host, port))
    except OSError as cause:
        listening.close()
        raise UsageError(f"{host}:{port} cannot be used: {cause.strerror}.", "Give another --port.") from cause
    return listening
