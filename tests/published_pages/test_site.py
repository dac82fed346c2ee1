"""All public pages as a folder: opened file by file, every link followed."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from survey import clock, keys
from survey.__main__ import cli
from survey.clock import VIETNAM
from survey.published import files
from survey.store import connection
from tests.office.answering import Answering
from tests.published_pages.conftest import SECOND, THIRD, closed_by

LICENCE = "https://creativecommons.org/"
ADDRESS = "https://so.example.vn/hai-long"


@dataclass
class Page(HTMLParser):
    """What a file links to, and the places that can be linked to."""

    links: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    tags: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("href", "src", "action"):
                self.links.append(value or "")
            elif name == "id":
                self.places.add(value or "")


def read(file: Path) -> Page:
    page = Page()
    page.feed(file.read_text(encoding="utf-8"))
    return page


@pytest.fixture(scope="module")
def home(office_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small office with two closed quarters, in a data directory of its own."""
    home = tmp_path_factory.mktemp("home")
    keys.make(home / "secret.key")
    store = connection.open_store(Path(shutil.copy(office_file, home)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SIPAS_HOME", str(home))
        patched.setattr(clock, "now", lambda: datetime(2026, 11, 20, 9, tzinfo=VIETNAM))
        answering = Answering(store, random.Random(20261121)).furnish()
        for code, score, people in (("PTHA0001", 5, 60), ("PTHB0001", 5, 20), ("PTHB0001", 2, 20)):
            answering.say(code, score, people)
            answering.say(code, score, people, date(2026, 5, 4))
        closed_by("so", answering, SECOND, THIRD)
        yield home
    store.close()


def publish(out: Path, *more: str) -> Result:
    result = CliRunner().invoke(cli, ["publish", "--out", str(out), *more], prog_name="sipas")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def site(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    del home
    out = tmp_path_factory.mktemp("web") / "hai-long"
    said = publish(out, "--base-url", f"{ADDRESS}/").output
    assert "Đã ghi" in said, said
    return out


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_period_and_both_languages_are_there(site: Path) -> None:
    for name in (
        "index.html", "cach-tinh/index.html", "cach-tinh/index.lang-en.html", "static/published.css",
        "ket-qua/index.html", "ket-qua/so/index.ky-2026Q2.html", "ket-qua/th-a/index.ky-2026Q3.html",
        "ket-qua/th-a/index.ky-2026Q2.lang-en.html", "ket-qua/th-b/bang-cong-khai.ky-2026Q2.pdf",
        "ket-qua/th-b/khoi.html", "ket-qua/th-b/khung/index.html", "ket-qua/so/don-vi/index.ky-2026Q3.html",
    ):  # fmt: skip
        assert (site / name).is_file(), name


def test_no_link_is_dead_and_none_leaves_for_this_machine(site: Path) -> None:
    read_pages = {file: read(file) for file in pages(site)}
    assert len(read_pages) > 40
    for file, page in read_pages.items():
        for link in page.links:
            where = f"{link} in {file.relative_to(site)}"
            if urlsplit(link).scheme:
                assert link.startswith((ADDRESS, "data:", LICENCE)), where
                link = Path(link.removeprefix(ADDRESS)).as_posix() if link.startswith(ADDRESS) else ""
                assert not link or (site / unquote(urldefrag(link).url).lstrip("/")).is_file(), where
                continue
            path, place = urldefrag(link)
            target = (file.parent / unquote(path)).resolve() if path else file
            assert target.is_file(), where
            assert target.is_relative_to(site.resolve()), where
            assert not place or place in read_pages[site / target.relative_to(site.resolve())].places, where


def test_the_snippets_name_the_address_of_the_site(site: Path) -> None:
    text = (site / "ket-qua/th-a/nhung/index.html").read_text(encoding="utf-8")
    assert f"{ADDRESS}/ket-qua/th-a/khung/index.html" in text
    assert f"{ADDRESS}/ket-qua/th-a/index.ky-2026Q3.html" in text


def test_nothing_in_the_folder_needs_a_server(site: Path) -> None:
    for file in pages(site):
        page = read(file)
        assert not {"form", "script"} & set(page.tags), file
        assert "127.0.0.1" not in file.read_text(encoding="utf-8"), file


def test_a_second_time_the_folder_is_replaced_whole(site: Path, home: Path) -> None:
    del home
    (site / "ket-qua" / "old.html").write_text("", encoding="utf-8")
    assert publish(site, "--base-url", ADDRESS).exit_code == 0
    assert not (site / "ket-qua" / "old.html").exists()
    assert [entry.name for entry in site.parent.iterdir()] == [site.name]


@pytest.mark.usefixtures("home")
def test_a_folder_that_holds_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work", encoding="utf-8")
    refused = publish(tmp_path, "--base-url", ADDRESS)
    assert refused.exit_code == 1
    assert "đang chứa thứ khác" in refused.output
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("more", "said"),
    [((), "Chưa biết địa chỉ công khai"), (("--base-url", "so.example.vn"), "phải bắt đầu bằng http")],
)
def test_an_address_that_nobody_can_open_is_refused(tmp_path: Path, more: tuple[str, ...], said: str) -> None:
    refused = publish(tmp_path / "web", *more)
    assert refused.exit_code == 2
    assert said in refused.output
    assert not (tmp_path / "web").exists()


def test_before_the_first_closing_nothing_is_written(
    office_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIPAS_HOME", str(tmp_path))
    keys.make(tmp_path / "secret.key")
    shutil.copy(office_file, tmp_path)
    refused = publish(tmp_path / "web", "--base-url", ADDRESS)
    assert "Chưa có kỳ nào được chốt" in refused.output
    assert not (tmp_path / "web").exists()


CODES = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,12}\Z")
PLACES = st.sampled_from(["", "/don-vi", "/khung"])
ASKED = st.sampled_from(["", "?ky=2026Q3", "?lang=en", "?ky=2026Q3&lang=en", "?trang=2"])


@given(st.lists(st.tuples(CODES, PLACES, ASKED), min_size=2, max_size=2, unique=True))
def test_two_pages_never_share_a_file(addresses: list[tuple[str, str, str]]) -> None:
    one, two = (files.name_of(f"/ket-qua/{code}{place}{asked}") for code, place, asked in addresses)
    assert one != two
    assert one.endswith(".html")


def test_the_order_of_what_is_asked_makes_no_other_file() -> None:
    assert files.name_of("/ket-qua/a?ky=2026Q3&lang=en") == files.name_of("/ket-qua/a?lang=en&ky=2026Q3")
