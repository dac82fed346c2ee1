"""Server time of the survey page against a bare Flask view, side by side: python -m tests.bench.page"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from survey import installation
from survey.app import create_app
from survey.running import running_in
from survey.settings import Settings
from survey.store import points, units
from survey.store.points import Point
from survey.store.units import Unit

ROUNDS, CALLS = 9, 60
CODES = {
    "short school form": ("7KQD3M2P", "truong_hoc_tieu_hoc", "short"),
    "full counter form": ("9XWV5T4R", "mot_cua_2026", "full"),
}


def milliseconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    for _ in range(CALLS):
        call()
    return (time.perf_counter() - started) * 1000 / CALLS


def bare() -> Flask:
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: "ok")
    return app


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        store = installation.make(settings)
        with store.write() as db:
            units.save(db, [Unit("th", "Trường Tiểu học Kim Sơn", "truong_tieu_hoc", "tieu_hoc")])
            for code, questionnaire, form in CODES.values():
                points.add(
                    db, Point(code, "th", "counter", "Quầy", questionnaire, form, "open", "2026-01-01")
                )
        app = create_app(settings)
        client, yardstick = app.test_client(), bare().test_client()
        for name, (code, _, _) in CODES.items():
            pages = [milliseconds(lambda code=code: client.get(f"/k/{code}")) for _ in range(ROUNDS)]  # type: ignore[misc]
            nothing = [milliseconds(lambda: yardstick.get("/")) for _ in range(ROUNDS)]
            print(
                f"{name}: median {statistics.median(pages):.2f} ms ({min(pages):.2f}–{max(pages):.2f}), "
                f"{statistics.median(pages) / statistics.median(nothing):.1f} × a bare Flask view"
            )
        running_in(app).close()
        store.close()


if __name__ == "__main__":
    main()
