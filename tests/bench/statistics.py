"""Every table of a quarter against a bare count of the same matrix.

python -m tests.bench.statistics [--province]
District: 60 schools, 8,000 answers, 20 items. Province: 2,000 units, 1 M answers; also the memory. The tables
of the analysis (units side by side, priorities with their bootstrap, weeks, signs) are a line of their own.
"""

import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from analytics import analysis_tables
from analytics.analysis import analyse
from analytics.answers import Answers
from analytics.review import Review, review
from analytics.structure import Factor, Item, Structure
from analytics.tables import sheets
from analytics.target import Target
from tests.bench.figures import line

ITEMS, FACTORS, SEED = 20, 5, 20261121
LEVELS = ("mam_non", "tieu_hoc", "thcs", "thpt")
CHANNELS = ("qr", "kiosk", "paper", "code")
DAYS = np.array([f"2026-{month:02}-{day:02}" for month in (7, 8, 9) for day in range(1, 31)])
TARGETS = [Target.of_percent("t", 95.0, "bench", "", True)]


def answers(units: int, people: int, seed: int = SEED) -> Answers:
    random = np.random.default_rng(seed)
    unit = np.sort(random.integers(0, units, people))
    mood = random.normal(0, 0.9, (people, 1)) + random.normal(0, 0.3, units)[unit][:, None]
    scores = np.clip(np.rint(4.5 + mood + random.normal(0, 0.6, (people, ITEMS))), 1, 5).astype(np.uint8)
    names = np.array([f"u{i:04}" for i in range(units)])
    about = pd.DataFrame(
        {
            "unit": names[unit],
            "level": np.array(LEVELS)[unit % len(LEVELS)],
            "area": np.array([f"xa-{i}" for i in range(max(units // 20, 3))])[unit % max(units // 20, 3)],
            "procedure": np.array([f"1.00{i:04}" for i in range(40)])[random.integers(0, 40, people)],
            "day": DAYS[random.integers(0, len(DAYS), people)],
            "channel": np.array(CHANNELS)[random.integers(0, len(CHANNELS), people)],
        }
    )
    items = tuple(Item(f"Q{i}", f"F{i % FACTORS}", f"Câu {i}") for i in range(ITEMS))
    factors = tuple(Factor(f"F{i}", f"Nhóm {i}") for i in range(FACTORS))
    nothing = np.full(people, np.nan)
    return Answers(Structure("bench@1", items, factors, "Đo"), scores, about, scores[:, 0], nothing)


def seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def bare(one: Answers) -> object:
    return [np.bincount(column, minlength=6) for column in one.scores.T]


def everything(now: Answers, before: Answers) -> object:
    return sheets(review(now, before, TARGETS))


def analysis(now: Answers, made: Review) -> object:
    return analysis_tables.sheets(analyse(now, made, [now]), {}, {})


def main(units: int, people: int, runs: int) -> None:
    now, before = answers(units, people), answers(units, people, SEED + 1)
    counts, tables = [], []
    for _ in range(runs):
        counts.append(seconds(lambda: bare(now)))
        tables.append(seconds(lambda: everything(now, before)))
    made = review(now, before, TARGETS)
    more = [seconds(lambda: analysis(now, made)) for _ in range(runs)]
    print(f"{units} units, {people} answers, {ITEMS} items, with the period before")
    line("bare count, ms", [1000 * one for one in counts])
    line("all tables, s", tables)
    line("tables of the analysis, s", more)
    line("all tables / bare count", [b / a for a, b in zip(counts, tables, strict=True)])
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    if "--province" in sys.argv:
        main(2_000, 1_000_000, 3)
    else:
        main(60, 8_000, 7)
