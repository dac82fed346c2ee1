"""Server time of the pages about collecting, for 2,000 schools: python -m tests.bench.collecting"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from survey.app import create_app
from survey.running import running_in
from survey.settings import Settings
from tests.bench.figures import line
from tests.bench.province import CAMPAIGN, LOGIN, Size, build
from tests.office.person import HOME, PASSWORD, Person

PAGES = {
    "campaign, 2,000 units": f"{HOME}/dot-khao-sat/{CAMPAIGN}",
    "campaign, last page": f"{HOME}/dot-khao-sat/{CAMPAIGN}?trang=20",
    "progress of the quarter": f"{HOME}/tien-do?ky=2026Q3",
    "responses of one unit": f"{HOME}/xem-lai/t-0001?ky=2026Q3",
    "paper": f"{HOME}/phieu-giay",
    "reminder": f"{HOME}/dot-khao-sat/{CAMPAIGN}/loi-nhac/t-0001",
    "list of campaigns": f"{HOME}/dot-khao-sat",
    "slips": f"{HOME}/to-ma-lop",
}
ROUNDS = 7


def milliseconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        build(Path(home), Size(), PASSWORD).close()
        app = create_app(Settings(home=Path(home), rate_limit=0))
        person = Person(app.test_client()).sign_in(LOGIN)
        for name, path in PAGES.items():
            first = milliseconds(lambda p=path: person.read(p))  # type: ignore[misc]
            line(name, [milliseconds(lambda p=path: person.read(p)) for _ in range(ROUNDS)])  # type: ignore[misc]
            print(f"{'':34} first  {first:9.2f}")
        running_in(app).close()


if __name__ == "__main__":
    main()
