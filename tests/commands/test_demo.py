"""The demo office: built whole, marked synthetic, the same on every machine."""

import re
import shutil
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from survey import period
from survey.demo import office
from survey.demo.synthetic import Visit, responses
from survey.digits import Mark, decode
from survey.store import accounts, actions, points, questionnaires, settings, units
from survey.store import responses as log
from survey.store.actions import Event
from survey.store.connection import Store, open_store
from tests.commands.conftest import COUNTER, Sipas

SECONDS_ALLOWED = 20


@pytest.fixture
def built(demo_home: Path) -> Store:
    return open_store(demo_home / "sipas.db")


def test_from_nothing_it_is_there_in_time_and_prints_three_addresses(sipas: Sipas, home: Path) -> None:
    start = time.monotonic()
    said = sipas("demo", "--build-only", "--port", "8123").output
    assert time.monotonic() - start < SECONDS_ALLOWED
    for address in (r"/k/[0-9A-Z]{8}", "/ket-qua", "/van-phong/dang-nhap"):
        assert re.search(rf"http://127\.0\.0\.1:8123{address}", said)
    assert "giả lập" in said
    assert {file.name for file in home.iterdir()} >= {"sipas.db", "secret.key"}


def test_a_later_start_keeps_the_data_and_makes_a_new_password(sipas: Sipas, demo_home: Path) -> None:
    store = open_store(demo_home / "sipas.db")
    before = log.count(store.db)
    passwords = [re.search(r"mật khẩu +(\S+)", sipas("demo", "--build-only").output) for _ in range(2)]
    assert passwords[0]
    assert passwords[1]
    assert passwords[0][1] != passwords[1][1]
    assert log.count(store.db) == before
    store.close()


def test_it_does_not_touch_the_data_of_a_real_office(sipas: Sipas, ready: Path) -> None:
    said = sipas("demo", "--build-only", code=1).output
    assert "dữ liệu thật" in said
    store = open_store(ready / "sipas.db")
    assert [unit.code for unit in units.every(store.db)] == ["th-a"]
    store.close()


def test_an_initialised_but_empty_directory_becomes_the_demo(
    sipas: Sipas, home: Path, initialised: Path
) -> None:
    shutil.copytree(initialised, home)
    secret = (home / "secret.key").read_text()
    sipas("demo", "--build-only")
    assert (home / "secret.key").read_text() == secret
    assert "toàn vẹn" in sipas("check").output


def test_it_has_the_units_the_points_and_the_quarters_promised(built: Store, today: date) -> None:
    known = units.every(built.db)
    assert settings.get(built.db, settings.SYNTHETIC)
    assert 38 <= len(known) <= 45
    assert sum(unit.kind == "ubnd_xa" for unit in known) == 3
    assert sum(unit.kind == "phong_gddt" for unit in known) == 1
    assert {"mam_non", "tieu_hoc", "thcs", "thpt"} <= {unit.level for unit in known}
    forms = {point.questionnaire for point in points.every(built.db)}
    assert "mot_cua_2026" in forms
    assert len(forms) == 5
    quarters = period.run(period.of(today).previous(), office.QUARTERS)
    answered = Counter(
        next((q.label for q in quarters if q.holds(date.fromisoformat(r.day))), "outside")
        for r in log.every(built.db)
    )
    assert answered.keys() == {quarter.label for quarter in quarters}
    assert min(answered.values()) > 1000
    built.close()


def test_most_people_are_pleased_and_the_rotation_leaves_items_out(built: Store) -> None:
    forms = {key: questionnaires.get(built.db, key) for key, *_ in questionnaires.every(built.db)}
    given: Counter[object] = Counter()
    channels: Counter[str] = Counter()
    for response in log.every(built.db):
        given.update(
            a
            for c, a in decode(forms[response.questionnaire], response.answers).items()
            if c != "expectation"
        )
        channels[response.channel] += 1
    scored = sum(given[score] for score in range(1, 6))
    assert 0.88 < (given[4] + given[5]) / scored < 0.97
    assert given[Mark.NOT_ASKED] > scored
    assert given[Mark.BLANK]
    assert given[Mark.NOT_APPLICABLE]
    assert set(channels) == {"qr", "kiosk", "paper"}
    built.close()


def test_comments_say_that_they_are_samples(built: Store) -> None:
    comments = {response.comment for response in log.every(built.db)} - {""}
    assert comments
    assert all(comment.startswith("(Số liệu mẫu)") for comment in comments)
    built.close()


def test_some_units_are_too_small_to_show_and_some_too_small_to_judge(built: Store, today: date) -> None:
    quarter = period.of(today).previous()
    sizes = Counter(
        (r.unit, r.questionnaire) for r in log.every(built.db) if quarter.holds(date.fromisoformat(r.day))
    ).values()
    assert any(n < 5 for n in sizes)
    assert any(5 <= n < 10 for n in sizes)
    assert max(sizes) > 100
    built.close()


def test_the_same_seed_gives_the_same_answers(built: Store) -> None:
    import numpy as np

    form = questionnaires.get(built.db, "mot_cua_2026@1")
    visit = Visit(COUNTER, form, date(2026, 7, 1), date(2026, 9, 30), people=50, satisfied=0.9)
    first, second = (list(responses(visit, np.random.default_rng(7))) for _ in range(2))
    assert first == second
    assert len({response.token for response in first}) == 50
    assert all("2026-07-01" <= response.day <= "2026-09-30" for response in first)
    built.close()


def test_the_demo_account_sees_the_whole_office(built: Store) -> None:
    account = accounts.get(built.db, office.OFFICE_LOGIN)
    assert account.role == accounts.ADMINISTRATOR
    assert units.get(built.db, account.unit).kind == "so_gddt"
    built.close()


def test_what_was_done_about_weak_results_says_that_it_is_made_up(built: Store) -> None:
    found = actions.of_units(built.db, units.codes(built.db))
    assert {one.state for one in found} == {Event.PLANNED, Event.BEGUN, Event.DONE, Event.GIVEN_UP}
    assert all(one.plan.what.startswith("(Việc mẫu)") for one in found)
    assert all("không phải văn bản có thật" in one.plan.document for one in found)
    assert any(one.public for one in found)
