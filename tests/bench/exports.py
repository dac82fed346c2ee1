"""Time and memory of every export: 2,000 schools, 300 people, 8 quarters, a million answers.

python -m tests.bench.exports [FOLDER] [NAME …]   a folder keeps the province for the next time

Each is asked for in a process of its own, as the first thing after a start: nothing is ready but what an
earlier one left beside the data, and the most memory it ever takes is its own.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from http import HTTPStatus
from pathlib import Path

from survey import period
from survey.app import create_app
from survey.closing import closed
from survey.opendata import stored
from survey.running import running_in
from survey.settings import Settings
from tests.bench.pages import CLOSED, NOW, province
from tests.bench.province import CAMPAIGN, FORM, LOGIN
from tests.office.person import HOME, Person

BOTH = ("2026Q1", CLOSED)
SINGLE = f"{HOME}/chot-ky/1/tung-phieu/{FORM}@1"
EXPORTS = {
    "overview of a closed quarter, XLSX": f"{HOME}?ky={CLOSED}&tai=xlsx",
    "overview of a closed quarter, CSV": f"{HOME}?ky={CLOSED}&tai=csv",
    "analysis, XLSX": f"{HOME}/phan-tich?ky={CLOSED}&tai=xlsx",
    "progress, XLSX": f"{HOME}/tien-do?ky={NOW}&tai=xlsx",
    "campaign, XLSX": f"{HOME}/dot-khao-sat/{CAMPAIGN}?tai=xlsx",
    "organisation, XLSX": f"{HOME}/to-chuc/to-chuc.xlsx",
    "single answers, CSV": f"{SINGLE}/csv",
    "single answers, SPSS": f"{SINGLE}/sav",
    "single answers, Stata": f"{SINGLE}/dta",
    "open data of a quarter, ZIP": f"/du-lieu/so/{CLOSED}/du-lieu.zip",
    "    after another start": f"/du-lieu/so/{CLOSED}/du-lieu.zip",
    "open data of one more, SQLite of both": "/du-lieu/ket-qua.db",
    "    after another start, SQLite": "/du-lieu/ket-qua.db",
    "description of the SQLite file": "/du-lieu/metadata.json",
    "API, results of a quarter": f"/api/v1/units/so/periods/{CLOSED}/results?per_page=1000",
    "API, trend of one school": "/api/v1/units/t-0001/trend",
    "board of one school, PDF": "/ket-qua/t-0001/bang-cong-khai.pdf",
}


def measure(home: Path, name: str) -> None:
    app = create_app(Settings(home=home, rate_limit=0, api_rate=0))
    path = EXPORTS[name]
    client = Person(app.test_client()).sign_in(LOGIN).client if path.startswith(HOME) else app.test_client()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    clock, processor = time.perf_counter(), time.process_time()
    # A large office is told to ask again while its results are made.
    while (answer := client.get(path)).status_code == HTTPStatus.ACCEPTED:
        time.sleep(0.2)
    took, busy = time.perf_counter() - clock, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = len(answer.data) / 1e6
    print(
        f"{name:36} {answer.status_code} {took:6.1f} s, of the processor {busy:6.1f} s, "
        f"peak {peak / 1024:5.0f} MiB ({before / 1024:.0f} before), {size:.1f} MB",
        flush=True,
    )
    running_in(app).close()


def _close_both(home: Path) -> None:
    """A second quarter, so that what is out has a course."""
    app = create_app(Settings(home=home, rate_limit=0))
    store = running_in(app).store
    for label in BOTH:
        if not store.db.execute("SELECT 1 FROM closing WHERE period = ?", [label]).fetchone():
            closed.close(store, "so", period.parse(label), LOGIN)
    running_in(app).close()


def main() -> None:
    home, names = Path(sys.argv[1]) if len(sys.argv) > 1 else None, sys.argv[2:]
    if home and len(names) == 1:
        measure(home, names[0])
        return
    with tempfile.TemporaryDirectory() as passing:
        home = home or Path(passing)
        province(home)
        _close_both(home)
        shutil.rmtree(home / stored.FOLDER, ignore_errors=True)
        for name in names or EXPORTS:
            subprocess.run([sys.executable, "-m", __spec__.name, str(home), name], check=True)


if __name__ == "__main__":
    main()
