"""Submissions per second through HTTP against a Flask view that does nothing, on the same server, in turn.

Run: python -m tests.bench.submissions [ROUNDS] [FORMS A ROUND]
Wanted: ratio of rates at least 0.6, p99 at most 3 times the yardstick's.
"""

import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from survey.store import responses
from tests.bench import phones, server
from tests.bench.figures import line

Turn = tuple[phones.Measured, phones.Measured, phones.Measured]


def main(rounds: int = 7, number: int = 3000) -> None:
    with TemporaryDirectory() as name:
        home = Path(name)
        store = server.open_office(home)
        with ExitStack() as running:
            ports = [
                running.enter_context(server.serving(app, home))[0]
                for app in (server.OFFICE, server.FLOOR, server.NOOP)
            ]
            turns = [_turn(home, ports, number) for _ in range(rounds + 1)][1:]
        print(f"stored {responses.count(store.db)} of {number * (rounds + 1) * 2}")
    _report(turns)


def _turn(home: Path, ports: list[int], number: int) -> Turn:
    office, floor, noop = ports
    forms = phones.forms(home, number)
    nothings = phones.nothings(forms[0], number)
    return phones.send(office, forms), phones.send(floor, nothings), phones.send(noop, nothings)


def _report(turns: list[Turn]) -> None:
    for what, column in (("submissions", 0), ("store alone", 1), ("no-ops", 2)):
        measured = [turn[column] for turn in turns]
        line(f"{what}, per second", [m.rate for m in measured])
        line(f"{what}, p99 in ms", [m.quantile(0.99) * 1000 for m in measured])
        failures = [failure for m in measured for failure in m.failures]
        print(f"{what}: {len(failures)} refused {sorted(set(failures))}")
    line("ratio of rates (at least 0.6)", [office.rate / noop.rate for office, _, noop in turns])
    line("ratio of p99 (at most 3)", [o.quantile(0.99) / n.quantile(0.99) for o, _, n in turns])
    line("ratio of rates, store alone", [floor.rate / noop.rate for _, floor, noop in turns])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
