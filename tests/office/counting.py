"""How many statements a page asks the database for."""

from collections.abc import Iterator
from contextlib import contextmanager

from survey.store.connection import Store


@contextmanager
def queries(store: Store) -> Iterator[list[str]]:
    """The statements of this thread while the block runs; a test client serves in the same thread."""
    asked: list[str] = []
    store.db.conn.set_trace_callback(asked.append)
    try:
        yield asked
    finally:
        store.db.conn.set_trace_callback(None)
