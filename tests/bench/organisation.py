"""Import, pages and figures of an organisation of 2,000 units: python -m tests.bench.organisation

The province is synthetic: communes with an office, a centre and schools each, upper schools below the Sở.
"""

import csv
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from analytics.spreadsheet import workbook
from survey import installation, passwords
from survey.app import create_app
from survey.loading import organisation as loading
from survey.organisation.table import TITLES
from survey.running import running_in
from survey.settings import Settings
from survey.store import accounts, units
from survey.store.accounts import ADMINISTRATOR, Account
from survey.store.units import Unit
from tests.bench.figures import line
from tests.office.person import HOME, PASSWORD, Person, token_of

UNITS, ROUNDS = 2000, 5
SCHOOLS = (
    ("mn", "truong_mam_non", "mam_non", "Trường Mầm non"),
    ("th", "truong_tieu_hoc", "tieu_hoc", "Trường Tiểu học"),
    ("thcs", "truong_thcs", "thcs", "Trường THCS"),
)
PAGES = {
    "tree": f"{HOME}/to-chuc",
    "search without marks": f"{HOME}/to-chuc?tim=tieu hoc xa 40",
    "history of a commune": f"{HOME}/to-chuc/don-vi/xa-40",
    "form of a merger": f"{HOME}/to-chuc/su-kien/merge",
    "people who could answer": f"{HOME}/quy-mo",
    "progress": f"{HOME}/tien-do",
}


def rows(units: int, changed: bool = False) -> Iterator[dict[str, str]]:
    """A province of so many units; changed: every tenth school renamed, every twentieth elsewhere."""
    yield {"code": "tinh", "name": "Ủy ban nhân dân tỉnh", "kind": "ubnd_tinh"}
    yield {"code": "so", "name": "Sở Giáo dục và Đào tạo", "kind": "so_gddt", "parent": "tinh"}
    told, commune = 2, 0
    while told < units:
        own = [*_commune(commune, changed)][: units - told]
        yield from own
        told, commune = told + len(own), commune + 1


def _commune(number: int, changed: bool) -> Iterator[dict[str, str]]:
    xa, name = f"xa-{number}", f"xã Mẫu {number}"
    yield {"code": xa, "name": f"Ủy ban nhân dân {name}", "kind": "ubnd_xa", "parent": "tinh"}
    below = {"parent": xa, "professional_parent": "so"}
    yield {"code": f"vh-{number}", "name": f"Phòng Văn hóa – Xã hội {name}", "kind": "phong_vhxh", **below}
    yield {"code": f"tt-{number}", "name": f"Trung tâm PVHCC {name}", "kind": "ttpvhcc_xa", **below}
    for place, (code, kind, level, school) in enumerate(SCHOOLS * 3):
        one = {"code": f"{code}-{number}-{place}", "kind": kind, "level": level}
        renamed = changed and (number + place) % 10 == 0
        moved = changed and (number + place) % 20 == 0 and number > 0
        yield {
            **one,
            "name": f"{school} {name} Số {place}{' mới' if renamed else ''}",
            "parent": "xa-0" if moved else xa,
            "professional_parent": f"vh-{number}",
        }


def write(path: Path, units: int, changed: bool = False) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(TITLES))
        table.writeheader()
        table.writerows(rows(units, changed))
    return path


def as_workbook(table: Path) -> Path:
    """The same rows as a spreadsheet, which takes longer to read."""
    book = table.with_suffix(".xlsx")
    book.write_bytes(workbook({"Tổ chức": pd.read_csv(table, dtype=str, keep_default_na=False)}))
    return book


def in_the_browser(person: Person, file: Path) -> None:
    """Sent, looked at, recorded: what an administrator waits for."""
    upload = f"{HOME}/to-chuc/nap"
    with file.open("rb") as content:
        sent = {"csrf_token": token_of(person.read(upload)), "file": (content, file.name)}
        draft = person.client.post(upload, data=sent).location
    person.read(draft)
    day = date.today().strftime("%d/%m/%Y")  # noqa: DTZ011
    decided = {"day": day, "number": "1/QĐ", "signed_on": day, "summary": "Đo"}
    assert person.send(draft, **decided, buoc="ghi").status_code == 303


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), rate_limit=0)
        store = installation.make(settings)
        first = write(Path(home) / "first.csv", UNITS)
        second = write(Path(home) / "second.csv", UNITS, changed=True)
        line("import of 2,000 units, CSV (s)", [seconds(lambda: loading.load(store, first))])
        line("the same again, unchanged (s)", [seconds(lambda: loading.load(store, first))])
        book = as_workbook(first)
        line("the same as XLSX, unchanged (s)", [seconds(lambda: loading.load(store, book))])
        line("300 changes among 2,000 (s)", [seconds(lambda: loading.load(store, second))])
        digest, today = passwords.hash(PASSWORD), date(2026, 1, 1).isoformat()
        with store.write() as db:
            accounts.add(db, Account("quan-tri", "", ADMINISTRATOR, "tinh", digest, 1, today))
        app = create_app(settings)
        person = Person(app.test_client()).sign_in("quan-tri")
        for name, path in PAGES.items():
            person.read(path)
            found = [seconds(lambda p=path: person.read(p)) * 1000 for _ in range(ROUNDS)]  # type: ignore[misc]
            line(f"{name} (ms)", found)
        running_in(app).close()
        store.close()
    _first_time()


def _first_time() -> None:
    """An office without any unit, set up from a workbook in the browser: two looks and the record."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), rate_limit=0)
        store = installation.make(settings)
        book = as_workbook(write(Path(home) / "first.csv", UNITS))
        with store.write() as db:
            units.save(db, [Unit("tinh", "Ủy ban nhân dân tỉnh", "ubnd_tinh")])
            accounts.add(
                db,
                Account("quan-tri", "", ADMINISTRATOR, "tinh", passwords.hash(PASSWORD), 1, "2026-01-01"),
            )
        app = create_app(settings)
        person = Person(app.test_client()).sign_in("quan-tri")
        line("2,000 units as XLSX in the browser (s)", [seconds(lambda: in_the_browser(person, book))])
        running_in(app).close()
        store.close()


if __name__ == "__main__":
    main()
