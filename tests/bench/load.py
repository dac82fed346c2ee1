"""Two minutes at 200 submissions a second: nothing refused, nothing lost, and how long each waited.

Run: python -m tests.bench.load [SECONDS] [SUBMISSIONS A SECOND]
Wanted: 0 errors, 0 lost.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from survey.store import integrity, responses
from tests.bench import phones, server


def main(seconds: int = 120, pace: int = 200) -> None:
    with TemporaryDirectory() as name:
        home = Path(name)
        store = server.open_office(home)
        requests = phones.forms(home, seconds * pace)
        with server.serving(server.OFFICE, home) as (port, _):
            measured = phones.send(port, requests, pace)
        stored = responses.count(store.db)
        print(f"sent {len(requests)} in {measured.seconds:.0f} s, {measured.rate:.0f} a second")
        print(f"errors {len(measured.failures)} {sorted(set(measured.failures))}")
        print(f"lost {len(requests) - len(measured.failures) - stored}; faults {integrity.faults(store)}")
    waits = "   ".join(
        f"p{share * 100:g} {measured.quantile(share) * 1000:.1f}" for share in (0.5, 0.99, 0.999)
    )
    print(f"waits in ms: {waits}   longest {max(measured.waits) * 1000:.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
