"""Submissions through HTTP against a Flask view that does nothing, on the same server, in turn. Linux only.

Run: python -m tests.bench.submissions [ROUNDS] [FORMS A ROUND]
Wanted: ratio of rates at least 0.6, p99 at most 3 times the yardstick's.
"""

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory

from survey.store import responses
from tests.bench import phones, server
from tests.bench.figures import line

APPS = {
    "submissions": server.OFFICE,
    "store alone": server.FLOOR,
    "no-ops that read": server.READER,
    "bare no-ops": server.NOOP,
}


@dataclass(frozen=True)
class Turn:
    rate: float
    p99: float
    cpu: float
    refused: int


def main(rounds: int = 7, number: int = 3000) -> None:
    with TemporaryDirectory() as name, ExitStack() as running:
        home = Path(name)
        store = server.open_office(home)
        serving = [running.enter_context(server.serving(app, home)) for app in APPS.values()]
        turns = [_turns(home, serving, number) for _ in range(rounds + 1)][1:]
        print(f"stored {responses.count(store.db)} of {number * (rounds + 1) * 2}")
    _report(turns)


def _turns(home: Path, serving: list[tuple[int, Popen[bytes]]], number: int) -> list[Turn]:
    forms = phones.forms(home, number)
    nothings = phones.nothings(forms[0], number)
    return [
        _turn(*each, sent) for each, sent in zip(serving, (forms, nothings, nothings, nothings), strict=True)
    ]


def _turn(port: int, process: Popen[bytes], sent: list[bytes]) -> Turn:
    before = server.cpu_seconds(process)
    measured = phones.send(port, sent)
    cpu = (server.cpu_seconds(process) - before) / len(sent)
    return Turn(measured.rate, measured.quantile(0.99), cpu, len(measured.failures))


def _report(rounds: list[list[Turn]]) -> None:
    for column, what in enumerate(APPS):
        turns = [turns[column] for turns in rounds]
        line(f"{what}, per second", [turn.rate for turn in turns])
        line(f"{what}, p99 in ms", [turn.p99 * 1e3 for turn in turns])
        line(f"{what}, µs of processor", [turn.cpu * 1e6 for turn in turns])
        print(f"{what}, refused: {sum(turn.refused for turn in turns)}")
    line("ratio of rates (at least 0.6)", [office.rate / bare.rate for office, *_, bare in rounds])
    line("ratio of p99 (at most 3)", [office.p99 / bare.p99 for office, *_, bare in rounds])
    line("ratio of rates to one that reads", [office.rate / read.rate for office, _, read, _ in rounds])
    line("ratio of rates, store alone", [floor.rate / bare.rate for _, floor, _, bare in rounds])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
