"""Server time of every page of the office: 2,000 schools, 300 people, 8 quarters, a million answers.

python -m tests.bench.pages [FOLDER]   a folder keeps the province for the next time
"""

import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from survey import period
from survey.app import create_app
from survey.closing import closed
from survey.running import Running, running_in
from survey.settings import Settings
from survey.store import responses
from survey.store.connection import Store
from survey.store.responses import Response
from tests.bench.figures import line
from tests.bench.province import CAMPAIGN, FORM, LOGIN, Size, build, point_of
from tests.office.person import HOME, PASSWORD, Person

NOW, CLOSED, UNIT = "2026Q4", "2026Q2", "t-0001"
# They read counts, names and dates.
COUNTS = {
    "progress": f"/tien-do?ky={NOW}",
    "campaign, 2,000 units": f"/dot-khao-sat/{CAMPAIGN}",
    "campaign, last page": f"/dot-khao-sat/{CAMPAIGN}?trang=20",
    "campaign, changed": f"/dot-khao-sat/{CAMPAIGN}/sua",
    "campaign, new": "/dot-khao-sat/moi",
    "reminder": f"/dot-khao-sat/{CAMPAIGN}/loi-nhac/{UNIT}",
    "list of campaigns": "/dot-khao-sat",
    "slips": "/to-ma-lop",
    "paper": "/phieu-giay",
    "import": "/nhap-tep",
    "units to look at again": f"/xem-lai?ky={NOW}",
    "responses of one unit": f"/xem-lai/{UNIT}?ky={NOW}",
    "points": "/diem-khao-sat",
    "points, found": "/diem-khao-sat?tim=truong tieu hoc 0007",
    "procedures": "/thu-tuc",
    "organisation": "/to-chuc",
    "organisation, found": "/to-chuc?tim=tieu hoc 0007",
    "history of a unit": f"/to-chuc/don-vi/{UNIT}",
    "people who could answer": f"/quy-mo?ky={NOW}",
    "accounts": "/nguoi-dung",
    "one account": "/nguoi-dung/nguoi-7",
    "invitation": "/nguoi-dung/moi",
    "audit log": "/nhat-ky",
    "closings": "/chot-ky",
    "one closing": "/chot-ky/1",
}
# They show indices: made beside the readers, who see the last ones and from when they are.
INDICES = {
    "overview": f"?ky={NOW}",
    "overview of a closed quarter": f"?ky={CLOSED}",
    "one school": f"/don-vi/{UNIT}?ky={NOW}",
    "one question": f"/cau-hoi/{FORM}@1/A1?ky={NOW}",
    "analysis": f"/phan-tich?ky={NOW}",
    "communication kit": f"/truyen-thong/so?ky={CLOSED}",
}
ROUNDS = 7
BEING_MADE, PAUSE_SECONDS = 202, 0.2


def milliseconds(call: Callable[[], object]) -> tuple[float, float]:
    """By the clock, and of the processor in this thread: on a busy machine only the second says something."""
    clock, processor = time.perf_counter(), time.thread_time()
    call()
    return (time.perf_counter() - clock) * 1000, (time.thread_time() - processor) * 1000


def measure(person: Person, live: Running, name: str, path: str) -> None:
    """First view, how long until it was made, the first after another answer, and the others."""
    began = time.perf_counter()
    first = milliseconds(lambda: person.see(HOME + path))
    while person.see(HOME + path).status_code == BEING_MADE:
        time.sleep(PAUSE_SECONDS)
    made = time.perf_counter() - began
    _one_more(live)
    stale = milliseconds(lambda: person.read(HOME + path))
    again = [milliseconds(lambda: person.read(HOME + path)) for _ in range(ROUNDS)]
    line(name, [clock for clock, _ in again])
    line("    of the processor", [processor for _, processor in again])
    print(
        f"{'':4}first {first[0]:.0f} ({first[1]:.0f}), made after {made:.1f} s, "
        f"after an answer {stale[0]:.0f} ({stale[1]:.0f})",
        flush=True,
    )


def _one_more(live: Running) -> None:
    width = len(live.questionnaire(f"{FORM}@1").questions)
    said = "4" * (width - 1) + "-"
    token, day = secrets.token_hex(16), period.parse(NOW).first.isoformat()
    with live.store.write() as db:
        responses.add(db, Response(token, point_of(UNIT), UNIT, f"{FORM}@1", "qr", day, "am", said))


def province(home: Path) -> None:
    if (home / "sipas.db").exists():
        return
    store: Store = build(home, Size(), PASSWORD)
    took = milliseconds(lambda: closed.close(store, "so", period.parse(CLOSED), LOGIN))
    print(f"closing a quarter (ms) {took[0]:.0f} ({took[1]:.0f})")
    store.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as passing:
        home = Path(sys.argv[1] if len(sys.argv) > 1 else passing)
        province(home)
        app = create_app(Settings(home=home, rate_limit=0))
        person, live = Person(app.test_client()).sign_in(LOGIN), running_in(app)
        for name, path in (COUNTS | INDICES).items():
            measure(person, live, name, path)
        live.close()


if __name__ == "__main__":
    main()
