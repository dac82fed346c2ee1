import gzip
import re

import brotli
import pytest

from survey.office.blueprint import PLOTLY
from tests.office.person import HOME, Person
from tests.office.test_quarter import QUARTER


@pytest.mark.parametrize(
    ("accepted", "encoding", "read"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_plotly_comes_from_here_compressed_and_kept_for_good(
    nobody: Person, accepted: str, encoding: str | None, read: object
) -> None:
    answer = nobody.client.get(f"{HOME}/plotly-{PLOTLY}.js", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert "immutable" in answer.headers["Cache-Control"]
    assert callable(read)
    assert b"plotly.js v" in read(answer.data)[:200]


def test_another_version_is_not_there(nobody: Person) -> None:
    assert nobody.see(f"{HOME}/plotly-0.0.1.js").status_code == 404


@pytest.mark.usefixtures("quarter")
def test_pages_load_nothing_from_elsewhere(reviewer: Person) -> None:
    page = reviewer.read(HOME + QUARTER)
    loaded = re.findall(r'(?:src|href)="([^"#]+)"', page)
    assert loaded
    assert [address for address in loaded if not address.startswith(("/", "data:,"))] == []


def test_the_page_without_pictures_loads_no_plotly(nobody: Person) -> None:
    assert "plotly" not in nobody.read(f"{HOME}/dang-nhap")
