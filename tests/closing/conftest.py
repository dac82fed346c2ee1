"""The small office of the office's tests."""

from tests.office.conftest import answering, digest, november, office_file, store

__all__ = ["answering", "digest", "november", "office_file", "store"]
