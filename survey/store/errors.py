"""What can go wrong between a request and the disk."""

import sqlite3

DATABASE_ERROR = sqlite3.Error


class StoreUnavailable(Exception):
    """Nothing was stored: disk full, file missing, locked or damaged. Trying again later may work."""


class StoreBusy(StoreUnavailable):
    """The queue of waiting submissions is longer than the limit."""


class NotFound(LookupError):
    """The named thing is not in the database."""
