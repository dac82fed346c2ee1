"""What a submission costs when the file is empty and when it holds millions, each in turn.

Run: python -m tests.bench.growth [MILLIONS] [ROUNDS]
Wanted: ratio at most 1.3, at 10 million.
"""

import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from survey.store import responses, tallies
from survey.store.connection import Store
from survey.store.responses import Response
from survey.store.schema import RESPONSE
from survey.store.writer import Writer
from tests.bench.figures import line
from tests.store import small_office

MILLION = 1_000_000
THREADS = 32
SUBMISSIONS = 4000


def main(millions: int = 1, rounds: int = 7) -> None:
    with TemporaryDirectory() as name:
        stores = [small_office.build(Path(name) / file) for file in ("empty.db", "full.db")]
        started = time.perf_counter()
        _fill(stores[1], millions * MILLION)
        print(
            f"filled with {responses.count(stores[1].db):,} in {time.perf_counter() - started:.0f} s, ",
            end="",
        )
        print(f"{stores[1].path.stat().st_size / MILLION:,.0f} MB")
        costs = [[_cost(store) for store in stores] for _ in range(rounds + 1)][1:]
    line("empty file, µs a submission", [empty for empty, _ in costs])
    line(f"{millions} million, µs a submission", [full for _, full in costs])
    line("ratio (at most 1.3)", [full / empty for empty, full in costs])


def _fill(store: Store, number: int) -> None:
    """Rows in the order of their keys, which only a bench can know in advance; counted, as by the fold."""
    store.db.execute("PRAGMA synchronous=OFF")
    with store.write() as db:
        db.table(RESPONSE).insert_all({"folded": 1} | vars(row) for row in _rows(number))
    tallies.fold(store)
    store.settle()
    store.reset()


def _rows(number: int) -> Iterator[Response]:
    chance = random.Random(20260114)
    step = 16**22 // number
    for index in range(number):
        at = chance.choice(small_office.POINTS)
        day = f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        yield small_office.response(at, token=f"{index * step + chance.randrange(step):022x}", day=day)


def _cost(store: Store) -> float:
    """Microseconds a submission, when many come at once and each key belongs somewhere else in the file."""
    writer = Writer(store)
    sent = [small_office.response(token=f"{random.getrandbits(88):022x}") for _ in range(SUBMISSIONS)]
    with ThreadPoolExecutor(THREADS) as people:
        started = time.perf_counter()
        list(people.map(writer.submit, sent))
        spent = time.perf_counter() - started
    writer.close()
    return spent / SUBMISSIONS * 1e6


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
