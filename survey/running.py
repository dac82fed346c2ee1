"""What one running process holds: its settings, the store, the writer, the secrets."""

from dataclasses import dataclass

from flask import Flask, current_app

from survey import keys
from survey.questionnaire import Questionnaire
from survey.remembered import remembered
from survey.settings import Settings
from survey.shelf import Shelf
from survey.store import questionnaires
from survey.store.connection import Store, open_store
from survey.store.writer import Writer

EXTENSION = "sipas"


@dataclass(frozen=True)
class Running:
    settings: Settings
    store: Store
    writer: Writer
    secrets: tuple[str, ...]
    shelf: Shelf

    @property
    def file(self) -> int:
        return self.store.file

    def questionnaire(self, key: str) -> Questionnaire:
        return _published(self.store, key)

    def close(self) -> None:
        self.writer.close()
        self.shelf.close()
        self.store.close()


@remembered(256)
def _published(store: Store, key: str) -> Questionnaire:
    # A published version never changes, so it may be kept for the life of the process.
    return questionnaires.get(store.db, key)


def start(settings: Settings) -> Running:
    store = open_store(settings.database)
    return Running(settings, store, Writer(store), tuple(keys.read(settings.secret_file)), Shelf())


def running() -> Running:
    """The one that serves this request."""
    return running_in(current_app)


def running_in(app: Flask) -> Running:
    found = app.extensions[EXTENSION]
    assert isinstance(found, Running)  # noqa: S101 - tells the type checker what create_app put there
    return found
