"""The small office of tests/office_file, whole: architecture is checked on the app as it is served."""

from tests.office.conftest import app, digest, office_file, store

__all__ = ["app", "digest", "office_file", "store"]
