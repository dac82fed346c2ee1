"""The report of a quarter on the command line: seconds and memory of each kind of file.

python -m tests.bench.report [--province]
District: 80 units, wanted under 20 s and 300 MB. Province: 2,000 units, the workbook under 2 minutes.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from survey import installation, period
from survey.demo.office import COUNTER_FORM, SCHOOL_FORMS
from survey.demo.synthetic import Visit, responses
from survey.settings import Settings
from survey.store import points, questionnaires, tallies, units
from survey.store import responses as log
from survey.store.connection import Store
from survey.store.points import Point
from survey.store.units import MANAGEMENT, Edge, Unit

SEED = 20261121
QUARTER = "2026Q3"
HEAD = "so"
PARENTS, CLIENTS = 60, 30
PROCEDURES = ("2.002284", "3.000465", "3.000466", "1.008148")


def office(store: Store, count: int) -> None:
    """One office with schools of four levels, each with a class and a counter, over two quarters."""
    chance = np.random.default_rng(SEED)
    now = period.parse(QUARTER)
    with store.write() as db:
        units.save(db, [Unit(HEAD, "Sở Giáo dục và Đào tạo (đo tốc độ)", "so_gddt"), *_schools(count)])
        units.save_edges(db, [Edge(school.code, HEAD, MANAGEMENT) for school in _schools(count)])
        for school in _schools(count):
            for place, form, people in _places(school):
                points.add(db, place)
                asked = questionnaires.get(db, questionnaires.latest_key(db, form))
                for quarter in (now.previous(), now):
                    share = float(np.clip(chance.normal(0.95, 0.03), 0.7, 0.995))
                    visit = Visit(place, asked, quarter.first, quarter.last, people, share, PROCEDURES)
                    for one in responses(visit, chance):
                        log.add(db, one)
    tallies.fold(store)


def _schools(count: int) -> Iterator[Unit]:
    levels = list(SCHOOL_FORMS)
    for at in range(count):
        yield Unit(f"t{at:04}", f"Trường đo tốc độ số {at}", "truong", levels[at % len(levels)])


def _places(school: Unit) -> Iterator[tuple[Point, str, int]]:
    for mark, kind, form, people in (
        ("A", "class", SCHOOL_FORMS[school.level], PARENTS),
        ("B", "counter", COUNTER_FORM, CLIENTS),
    ):
        code = f"{mark}{school.code.upper()}00"
        yield Point(code, school.code, kind, kind, form, "short", "open", "2026-01-01"), form, people


def main(count: int) -> None:
    with TemporaryDirectory() as name:
        store = installation.make(Settings(home=Path(name)))
        office(store, count)
        store.close()
        for kind in ("xlsx", "docx", "pdf"):
            out = Path(name) / f"report.{kind}"
            words = ("--period", QUARTER, "--unit", HEAD, "--format", kind, "--out", str(out))
            started = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "survey", "report", *words],
                env={**os.environ, "SIPAS_HOME": name},
                check=True,
                capture_output=True,
            )
            spent = time.perf_counter() - started
            # The peak of all children so far: kinds are made from the lightest to the heaviest.
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            size = out.stat().st_size / 1e6
            print(f"{count} units, {kind}: {spent:6.1f} s, peak {peak:4.0f} MiB, {size:.1f} MB")


if __name__ == "__main__":
    main(2_000 if "--province" in sys.argv else 80)
