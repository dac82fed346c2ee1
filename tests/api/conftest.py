"""The small office of tests/opendata, asked by other programs."""

from tests.opendata.conftest import (
    answering,
    app,
    client,
    digest,
    home,
    kept,
    latest,
    live,
    november,
    office_file,
    own,
    own_app,
    quarter,
    store,
)

__all__ = [
    "answering",
    "app",
    "client",
    "digest",
    "home",
    "kept",
    "latest",
    "live",
    "november",
    "office_file",
    "own",
    "own_app",
    "quarter",
    "store",
]
