"""The office and the yardstick, each behind granian with the settings of `sipas serve`."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from granian.constants import Interfaces
from granian.server import Server

from survey import keys
from survey.commands.serve import BLOCKING_THREADS
from survey.store.connection import Store
from tests.store import small_office

OFFICE = "survey.app:create_app"
FLOOR = "tests.bench.floor:create_app"
NOOP = "tests.bench.noop:create_app"
READER = "tests.bench.noop:create_reading_app"
HOST = "127.0.0.1"


def open_office(home: Path) -> Store:
    home.mkdir(parents=True, exist_ok=True)
    keys.make(home / "secret.key")
    return small_office.build(home / "sipas.db")


@contextmanager
def serving(app: str, home: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Port and process of the app, started in a process of its own and stopped gently."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
    # The limit of one address is counted like in an office, but never reached: all phones are one address.
    wide_open = {"SIPAS_HOME": str(home), "SIPAS_MIN_FILL_SECONDS": "0", "SIPAS_RATE_LIMIT": "10000000"}
    command = [sys.executable, "-m", "tests.bench.server", app, str(port)]
    with subprocess.Popen(command, env=os.environ | wide_open, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield port, server
        finally:
            server.terminate()


def cpu_seconds(server: subprocess.Popen[bytes]) -> float:
    """Processor time the workers have used; unlike rates it hardly depends on what else the machine does."""
    return sum(_own_cpu_seconds(child) for child in children(server.pid))


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _own_cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port}")


if __name__ == "__main__":
    Server(
        sys.argv[1],
        factory=True,
        address=HOST,
        port=int(sys.argv[2]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=BLOCKING_THREADS,
        websockets=False,
        log_enabled=False,
    ).serve()
