"""The routes of the API, and how it is attached to the application."""

from fastapi import FastAPI

from jikenbo.store import Store


def attach(app: FastAPI, store: Store) -> None:
    """Attach the API to an application."""
