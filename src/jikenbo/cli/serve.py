"""`jikenbo serve`: the web pages and the JSON API."""

import click

from jikenbo.cli.casebook import open_casebook
from jikenbo.cli.program import pass_settings
from jikenbo.settings import Settings

EPILOG = "Example:  jikenbo --casebook new serve --port 8321"
PORT = 8321


@click.command("serve", epilog=EPILOG)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to answer on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="The port to answer on.")
@pass_settings
def command(settings: Settings, host: str, port: int) -> None:
    """Serve the casebook's pages and its JSON API until Ctrl-C."""
    serve(settings, host, port)


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve a casebook; UsageError if the port is taken."""
    import socket  # noqa: PLC0415  (what serving needs is loaded when something is served)

    import uvicorn  # noqa: PLC0415

    from jikenbo.errors import UsageError  # noqa: PLC0415
    from jikenbo.web.app import create_app  # noqa: PLC0415

    store = open_casebook(settings)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as cause:
            raise UsageError(f"{host}:{port} cannot be used: {cause.strerror}.", "Give another --port.") from cause
        click.echo(f"http://{host}:{listening.getsockname()[1]}/  (Ctrl-C ends)", err=True)
        uvicorn.Server(uvicorn.Config(create_app(store), log_level="warning")).run(sockets=[listening])
    store.close()
