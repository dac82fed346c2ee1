"""What can go wrong between a request and the disk."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

DATABASE_ERROR = sqlite3.Error


class StoreUnavailable(Exception):
    """Nothing was stored: disk full, file missing, locked or damaged. Trying again later may work."""


class StoreBusy(StoreUnavailable):
    """The queue of waiting submissions is longer than the limit."""


class ResponseRefused(ValueError):
    """The database refuses this response for what it contains; trying again will not help."""


class NotFound(LookupError):
    """The named thing is not in the database."""


def is_outage(error: sqlite3.Error) -> bool:
    """True for the disk, the file, or a lock; False for what the statement or its values did wrong."""
    # A damaged file arrives as DatabaseError itself; its subclasses are wrong values and wrong use.
    return isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError


@contextmanager
def outages() -> Iterator[None]:
    """Turn what SQLite reports about disk, file, and locks into StoreUnavailable."""
    try:
        yield
    except sqlite3.Error as error:
        if not is_outage(error):
            raise
        raise StoreUnavailable(f"Cơ sở dữ liệu tạm thời không dùng được: {error}.") from error
