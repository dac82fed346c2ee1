"""Server time of the office's overview on the demo against a bare Flask view: python -m tests.bench.office"""

import statistics
import tempfile
import time
from pathlib import Path

from flask.testing import FlaskClient

from survey import installation, period
from survey.app import create_app
from survey.clock import today
from survey.demo import office
from survey.running import Running, running_in
from survey.settings import Settings
from survey.store import points, questionnaires, responses
from survey.store.responses import Response
from tests.bench.page import bare, milliseconds
from tests.office.person import HOME, Person

PASSWORD = "một câu dài để thử"
PAGES = {
    "overview": HOME,
    "one school": f"{HOME}/don-vi/th-an-mau-1",
    "one question": f"{HOME}/cau-hoi/mot_cua_2026@1/A1",
    "progress": f"{HOME}/tien-do",
    "public results": "/ket-qua",
}
ROUNDS, FIRST_VIEWS = 5, 5


def first_view(client: FlaskClient, live: Running, path: str) -> float:
    """Milliseconds of processor time for a page whose figures an answer has just made stale."""
    _one_more(live)
    started = time.process_time()
    assert client.get(path).status_code == 200
    return (time.process_time() - started) * 1000


def _one_more(live: Running) -> None:
    point = points.every(live.store.db)[0]
    form = live.questionnaire(questionnaires.latest_key(live.store.db, point.questionnaire))
    token = f"{time.time_ns():022d}"
    day = period.of(today()).previous().first.isoformat()
    with live.store.write() as db:
        responses.add(
            db, Response(token, point.code, point.unit, form.key, "qr", day, "am", "5" * len(form.questions))
        )


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), rate_limit=0)
        store = installation.make(settings)
        office.build(store, today())
        office.add_reviewer(store, PASSWORD, today())
        app = create_app(settings)
        person, noop = Person(app.test_client()).sign_in(office.OFFICE_LOGIN, PASSWORD), bare().test_client()
        yardstick = statistics.median(milliseconds(lambda: noop.get("/")) for _ in range(ROUNDS))
        print(f"bare Flask view: {yardstick:.2f} ms")
        for name, path in PAGES.items():
            person.read(path)
            again = statistics.median(milliseconds(lambda p=path: person.see(p)) for _ in range(ROUNDS))
            first = statistics.median(
                first_view(person.client, running_in(app), path) for _ in range(FIRST_VIEWS)
            )
            print(f"{name}: {again:.0f} ms ({again / yardstick:.0f} × bare), after an answer {first:.0f} ms")
        running_in(app).close()
        store.close()


if __name__ == "__main__":
    main()
