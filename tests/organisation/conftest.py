from collections.abc import Iterator
from pathlib import Path

import pytest

from survey.store.connection import Store
from tests.organisation import province


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = province.build(tmp_path / "sipas.db")
    yield store
    store.close()
