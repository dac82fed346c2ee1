"""The small office of tests/office as the public sees it."""

from tests.office.conftest import answering, app, client, digest, november, office, quarter, store

__all__ = ["answering", "app", "client", "digest", "november", "office", "quarter", "store"]
