"""A store that wants to take the place of the SQLite file must pass everything in this folder."""

from tests.store.conftest import store, writer

__all__ = ["store", "writer"]
