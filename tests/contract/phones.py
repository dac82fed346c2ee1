"""What other processes do in these tests; started by name, so that nothing is inherited."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from survey.store.connection import open_store
from survey.store.responses import Outcome, Response
from survey.store.writer import Writer
from tests.store import small_office

THREADS = 8


def submit_all(writer: Writer, responses: list[Response], threads: int = THREADS) -> list[Outcome]:
    with ThreadPoolExecutor(threads) as people:
        return list(people.map(writer.submit, responses))


def send(path: Path, tokens: list[str]) -> list[str]:
    """Submit one response per token from a process of its own; returns what came of each."""
    store = open_store(path)
    writer = Writer(store)
    outcomes = submit_all(writer, [small_office.response(token=token) for token in tokens])
    writer.close()
    store.close()
    return [outcome.value for outcome in outcomes]


def send_for_ever(path: Path) -> None:
    """Submit until killed; names each token on standard output once it is acknowledged."""
    writer = Writer(open_store(path))

    def send_on(_: int) -> None:
        while True:
            response = small_office.response()
            writer.submit(response)
            sys.stdout.write(f"{response.token}\n")
            sys.stdout.flush()

    with ThreadPoolExecutor(THREADS) as people:
        list(people.map(send_on, range(THREADS)))


if __name__ == "__main__":
    send_for_ever(Path(sys.argv[1]))
