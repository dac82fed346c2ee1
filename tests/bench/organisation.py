"""Import, pages and figures of an organisation of 2,000 units: python -m tests.bench.organisation

The province is synthetic: communes with an office, a centre and schools each, upper schools below the Sở.
"""

import csv
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from survey import installation, passwords
from survey.app import create_app
from survey.loading import organisation as loading
from survey.organisation.table import TITLES
from survey.running import running_in
from survey.settings import Settings
from survey.store import accounts
from survey.store.accounts import ADMINISTRATOR, Account
from tests.bench.figures import line
from tests.office.person import HOME, PASSWORD, Person

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
        line("import of 2,000 units (s)", [seconds(lambda: loading.load(store, first))])
        line("the same again, unchanged (s)", [seconds(lambda: loading.load(store, first))])
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


if __name__ == "__main__":
    main()
