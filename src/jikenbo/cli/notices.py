"""Notices sent after a command's work, on the channels that the settings name."""

import click

from jikenbo.capture.fetch import Fetcher
from jikenbo.capture.guard import Guard
from jikenbo.ingest.sending import Channels, send
from jikenbo.settings import Settings
from jikenbo.store import Store


def channels_of(settings: Settings) -> Channels:
    """The channels of the settings; UsageError for one that could never be sent to."""
    made = Channels(settings.notice_feed, settings.notice_mail, settings.notice_webhook, settings.notice_language)
    made.check()
    return made


def send_notices(settings: Settings, store: Store, channels: Channels) -> None:
    """Send the notices that are due; what did not arrive is told."""
    for said in send(store, channels, Fetcher("Jikenbo", Guard.allowing(settings.allow_inside))):
        click.echo(f"jikenbo: {said}", err=True)
