"""The small office of tests/office, whole: architecture is checked on the app as it is served."""

from tests.office.conftest import app, digest, office, store

__all__ = ["app", "digest", "office", "store"]
