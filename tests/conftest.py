"""What is made once for all tests: made for each of a thousand, it would take minutes."""

import pytest
from jinja2 import BytecodeCache, FileSystemBytecodeCache


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """The templates of every app a test makes, compiled once."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
