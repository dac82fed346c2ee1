from collections.abc import Iterator
from pathlib import Path

import pytest

from survey.store.connection import Store
from survey.store.writer import Writer
from tests.store import small_office


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = small_office.build(tmp_path / "sipas.db")
    yield store
    store.close()


@pytest.fixture
def writer(store: Store) -> Iterator[Writer]:
    writer = Writer(store)
    yield writer
    writer.close()
