"""The routes of the API, and how it is attached to the application."""

from fastapi import FastAPI

from jikenbo.api.index import Index


def attach(app: FastAPI, index: Index) -> None:
    """Attach the API to an application."""
