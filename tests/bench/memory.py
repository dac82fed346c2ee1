"""Memory of the serving process while 100,000 submissions come in. Linux only.

Run: python -m tests.bench.memory [SUBMISSIONS]
Wanted: flat once the rate limits know a whole minute of forms; they forget each after a minute.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import phones, server

STEPS = 10
KIB = 1024


def main(submissions: int = 100_000) -> None:
    with TemporaryDirectory() as name:
        home = Path(name)
        server.open_office(home).close()
        with server.serving(server.OFFICE, home) as (port, process):
            for step in range(1, STEPS + 1):
                measured = phones.send(port, phones.forms(home, submissions // STEPS))
                print(
                    f"after {step * submissions // STEPS:7}: {_resident(process.pid):6.1f} MiB, "
                    f"{measured.rate:.0f} a second, {len(measured.failures)} refused"
                )


def _resident(pid: int) -> float:
    """MiB held by the process and its children."""
    return sum(_own(each) for each in (pid, *server.children(pid)))


def _own(pid: int) -> float:
    for entry in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if entry.startswith("VmRSS:"):
            return int(entry.split()[1]) / KIB
    return 0.0


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
