"""The data directory a command works on, and the sentences for when it is not there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from survey import settings as configuration
from survey.settings import Settings
from survey.store import audit
from survey.store.audit import COMMAND_LINE, Action
from survey.store.connection import Store, open_store


class NotInitialisedError(Exception):
    """There is no database to work on yet."""


@dataclass(frozen=True)
class Home:
    settings: Settings
    store: Store


def initialised() -> Settings:
    """The settings of a directory that `init` has made."""
    settings = configuration.load()
    for file in (settings.database, settings.secret_file):
        if not file.exists():
            raise NotInitialisedError(
                f"Chưa có dữ liệu ở {settings.home} (thiếu {file.name}). Hãy chạy “sipas init” để bắt đầu, "
                "hoặc “sipas demo” để xem thử với số liệu giả lập."
            )
    return settings


def tell(home: Home, action: Action, detail: str) -> None:
    """Write into the audit log what was done by a command that keeps its own transaction."""
    with home.store.write() as db:
        audit.record(db, action, COMMAND_LINE, detail=detail)


@contextmanager
def opened() -> Iterator[Home]:
    settings = initialised()
    store = open_store(settings.database)
    try:
        yield Home(settings, store)
    finally:
        store.close()
