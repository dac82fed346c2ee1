"""The second proof: a telephone enrolled, its codes taken once, recovery codes for when it is lost."""

import re
from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask

from survey import clock, keys
from survey.app import create_app
from survey.clock import VIETNAM
from survey.office import auth
from survey.running import running_in
from survey.settings import Settings
from survey.store import accounts, audit, factors
from survey.store.audit import Action, Filter
from survey.store.connection import Store
from tests.office.person import HOME, PASSWORD, Person

OWN = f"{HOME}/xac-thuc-hai-buoc"
PROVE = f"{HOME}/xac-thuc"
MORNING = datetime(2026, 11, 20, 9, tzinfo=VIETNAM)
NEW_PASSWORD = "quyển sổ màu xanh lá"


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch):
    """Let time pass for the codes."""

    def waited(seconds: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: MORNING + timedelta(seconds=seconds))

    return waited


class Telephone:
    """An authenticator app that was shown the key of the page."""

    def __init__(self, page: str) -> None:
        found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
        assert found
        self.totp = pyotp.TOTP(found[1].replace(" ", ""))

    @property
    def code(self) -> str:
        return self.totp.at(clock.now())


def enrol(person: Person) -> tuple[Telephone, list[str]]:
    telephone = Telephone(person.read(OWN))
    answer = person.send(OWN, code=telephone.code)
    assert answer.status_code == 200, answer.text
    return telephone, re.findall(r"<li><code>([^<]+)</code>", answer.text)


@pytest.fixture
def enrolled(school: Person, wait) -> tuple[Telephone, list[str]]:
    found = enrol(school)
    wait(60)
    school.sign_out()
    return found


def password_then(person: Person, code: str, name: str = "truong-a") -> int:
    first = person.sign_in(name).answer
    assert (first.status_code, first.location) == (303, PROVE)
    assert person.see().status_code == 302, "the password alone opens nothing"
    return person.send(PROVE, code=code).status_code


def test_after_the_password_the_telephone_is_asked(
    enrolled: tuple[Telephone, list[str]], school: Person
) -> None:
    telephone, _ = enrolled
    assert password_then(school, telephone.code) == 303
    assert school.see().status_code == 200


def test_the_page_that_was_wanted_comes_after_both_proofs(
    enrolled: tuple[Telephone, list[str]], school: Person
) -> None:
    school.sign_in("truong-a", then=f"?next={HOME}/tien-do")
    assert school.answer.location == f"{PROVE}?next=/van-phong/tien-do"
    assert school.send(school.answer.location, code=enrolled[0].code).location == f"{HOME}/tien-do"


def test_a_code_seen_over_the_shoulder_opens_nothing(
    enrolled: tuple[Telephone, list[str]], school: Person, app: Flask
) -> None:
    code = enrolled[0].code
    assert password_then(school, code) == 303
    thief = Person(app.test_client())
    assert password_then(thief, code) == 422
    assert thief.see().status_code == 302


def test_a_code_before_the_last_one_taken_opens_nothing(
    enrolled: tuple[Telephone, list[str]], school: Person, wait
) -> None:
    telephone, _ = enrolled
    earlier = telephone.code
    wait(90)
    assert password_then(school, telephone.code) == 303
    school.sign_out()
    assert password_then(school, earlier) == 422


@pytest.mark.parametrize(("off", "status"), [(-90, 422), (-30, 303), (30, 303), (90, 422)])
def test_a_telephone_may_be_half_a_minute_off(
    enrolled: tuple[Telephone, list[str]], school: Person, wait, off: int, status: int
) -> None:
    wait(600 + off)
    code = enrolled[0].code
    wait(600)
    assert password_then(school, code) == status


def test_a_recovery_code_stands_for_the_telephone_once(
    enrolled: tuple[Telephone, list[str]], school: Person, store: Store
) -> None:
    _, codes = enrolled
    assert len(set(codes)) == 10
    assert password_then(school, codes[3].upper().replace("-", " ")) == 303
    school.sign_out()
    assert password_then(school, codes[3]) == 422
    assert factors.recovery_left(store.db, "truong-a") == 9
    assert [row.actor for row in audit.some(store.db, Filter(action=Action.RECOVERY_USED), 5)] == ["truong-a"]


def test_the_file_holds_neither_secret_nor_recovery_codes(
    enrolled: tuple[Telephone, list[str]], store: Store
) -> None:
    telephone, codes = enrolled
    dump = "\n".join(store.db.iterdump())
    for secret in (telephone.totp.secret, *codes, *(code.replace("-", "") for code in codes)):
        assert secret not in dump


def test_a_new_signing_key_keeps_the_telephone_and_a_lost_one_says_so(
    enrolled: tuple[Telephone, list[str]], store: Store
) -> None:
    settings, key_file = Settings(home=store.path.parent, rate_limit=0), store.path.with_name("secret.key")
    telephone, _ = enrolled
    keys.rotate(key_file)
    for statuses in (303, 409):
        app = create_app(settings)
        assert password_then(Person(app.test_client()), telephone.code) == statuses
        running_in(app).close()
        key_file.unlink()
        keys.make(key_file)


@pytest.mark.usefixtures("enrolled")
def test_guessing_codes_is_slowed_for_the_account_from_wherever(app: Flask) -> None:
    statuses = []
    for number in range(12):
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = f"203.0.113.{number}"
        statuses.append(password_then(Person(client), "000000"))
    assert statuses == [422] * 10 + [429] * 2


@pytest.mark.usefixtures("enrolled")
def test_the_first_proof_grows_old_and_ends_with_the_password(
    school: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.sign_in("truong-a")
    start = auth.now()
    monkeypatch.setattr(auth, "now", lambda: start + timedelta(seconds=301))
    assert school.see(PROVE).status_code == 303
    monkeypatch.setattr(auth, "now", lambda: start)
    assert school.see(PROVE).status_code == 200
    with store.write() as db:
        accounts.set_password(db, "truong-a", "another")
    assert school.see(PROVE).status_code == 303


def test_a_wrong_code_enrols_nothing_and_keeps_the_key_on_the_page(school: Person, store: Store) -> None:
    telephone = Telephone(school.read(OWN))
    answer = school.send(OWN, code="000000")
    assert answer.status_code == 422
    assert Telephone(answer.text).totp.secret == telephone.totp.secret
    assert factors.secret_of(store.db, "truong-a") is None


def test_a_person_switches_it_off_with_the_password(school: Person, store: Store) -> None:
    enrol(school)
    assert "Còn 10 mã dự phòng" in school.read(OWN)
    assert school.send(f"{OWN}/tat", page=OWN, password="sai").status_code == 422
    assert factors.secret_of(store.db, "truong-a")
    assert school.send(f"{OWN}/tat", page=OWN, password=PASSWORD).status_code == 303
    assert factors.secret_of(store.db, "truong-a") is None
    assert "Bật xác thực hai bước" in school.read(OWN)


def test_an_administrator_takes_a_lost_telephone_off_and_ends_what_is_open(
    administrator: Person, school: Person, store: Store
) -> None:
    enrol(school)
    page = f"{HOME}/nguoi-dung/truong-a"
    assert "xác thực hai bước" in administrator.read(f"{HOME}/nguoi-dung").lower()
    assert administrator.send(f"{page}/go-xac-thuc", page=page).status_code == 303
    assert school.see().status_code == 302
    assert school.sign_in("truong-a").see().status_code == 200
    assert audit.some(store.db, Filter(action=Action.FACTOR_OFF), 5)[0].actor == "quan-tri"


@pytest.mark.parametrize(
    ("name", "leads"),
    [("quan-tri", OWN), ("so", OWN), ("truong-a", None), ("nhap-lieu", None), ("kiem-tra", None)],
)
def test_an_office_may_require_it_of_those_who_see_many_units(
    store: Store, name: str, leads: str | None
) -> None:
    app = create_app(Settings(home=store.path.parent, rate_limit=0, require_second_factor=True))
    person = Person(app.test_client()).sign_in(name)
    answer = person.see(f"{HOME}/tien-do")
    assert answer.location == leads
    if leads:
        assert "Cơ quan yêu cầu" in person.read(OWN)
        assert person.see(f"{HOME}/mat-khau").status_code == 200
        enrol(person)
        assert person.see(f"{HOME}/tien-do").status_code == 200
    running_in(app).close()


def test_a_changed_password_keeps_the_second_proof(
    enrolled: tuple[Telephone, list[str]], school: Person
) -> None:
    telephone, codes = enrolled
    assert password_then(school, telephone.code) == 303
    school.send(f"{HOME}/mat-khau", current=PASSWORD, password=NEW_PASSWORD, repeated=NEW_PASSWORD)
    school.sign_out()
    assert school.sign_in("truong-a", NEW_PASSWORD).answer.location == PROVE
    assert school.send(PROVE, code=codes[0]).status_code == 303
