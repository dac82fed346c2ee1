"""Signing in at the provider of the office, against a real one on this machine."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from pydantic import ValidationError
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from survey import settings as configuration
from survey.app import create_app
from survey.running import running_in
from survey.settings import Settings
from survey.store import accounts, audit
from survey.store.audit import Action, Filter
from survey.store.connection import Store
from tests.office.person import HOME, Person
from tests.office.provider import CLIENT_ID, CLIENT_SECRET, Provider, app_of
from tests.office.test_second_factor import enrol

LAN = {"sub": "0001", "email": "Lan@So.vn", "email_verified": True, "preferred_username": "lan.tran"}
START = f"{HOME}/dang-nhap-chung"

Office = Callable[..., Flask]


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider(person=dict(LAN))
    with serving(app_of(provider)) as provider.address:
        yield provider


@pytest.fixture
def office(store: Store, provider: Provider) -> Iterator[Office]:
    """The office with the provider switched on, and an account that it knows by an address."""
    with store.write() as db:
        accounts.change(db, replace(accounts.get(db, "truong-a"), identity="lan@so.vn"))
    opened = []

    def open_office(**fields: object) -> Flask:
        told = {
            "oidc_issuer": provider.address,
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": CLIENT_SECRET,
            **fields,
        }
        opened.append(create_app(Settings(home=store.path.parent, rate_limit=0, **told)))
        return opened[-1]

    yield open_office
    for app in opened:
        running_in(app).close()


def there(person: Person, start: str = START) -> str:
    """Follow the link to the provider; where it sends the browser back to."""
    asked = person.see(start)
    assert asked.status_code == 302
    answer = requests.get(asked.location, allow_redirects=False, timeout=5)
    assert answer.status_code == 302
    return answer.headers["Location"].removeprefix("http://127.0.0.1:8000")


def come_in(app: Flask, start: str = START) -> tuple[Person, TestResponse]:
    person = Person(app.test_client())
    return person, person.see(there(person, start))


def test_who_is_known_there_is_signed_in_here(office: Office, store: Store) -> None:
    app = office()
    door = Person(app.test_client()).read(f"{HOME}/dang-nhap")
    assert f'href="{START}"' in door
    person, answer = come_in(app)
    assert (answer.status_code, answer.location) == (303, HOME)
    assert "Trường Tiểu học An Bình" in person.read()
    told = audit.some(store.db, Filter(action=Action.SIGN_IN), 5)
    assert [row.detail for row in told] == ["đăng nhập chung"]


def test_the_page_that_was_wanted_comes_after_it(office: Office) -> None:
    _, answer = come_in(office(), f"{START}?next={HOME}/tien-do")
    assert answer.location == f"{HOME}/tien-do"
    _, answer = come_in(office(), f"{START}?next=https://example.org/")
    assert answer.location == HOME


def test_what_is_asked_is_bound_to_this_browser_and_this_moment(office: Office, provider: Provider) -> None:
    app = office()
    for _ in range(2):
        come_in(app)
    for asked in provider.asked:
        assert asked["code_challenge_method"] == "S256"
        assert asked["scope"].split()[0] == "openid"
        assert asked["redirect_uri"] == f"http://127.0.0.1:8000{START}/ve"
    for name in ("state", "nonce", "code_challenge"):
        assert len({asked[name] for asked in provider.asked}) == 2
        assert all(len(asked[name]) >= 20 for asked in provider.asked)


def test_an_answer_to_somebody_else_opens_nothing(office: Office) -> None:
    app = office()
    victim, thief = Person(app.test_client()), Person(app.test_client())
    back = there(thief)
    assert refused(victim.see(back))
    victim.see(START)
    assert refused(victim.see(back))
    assert victim.see().status_code == 302


def test_an_answer_opens_once(office: Office) -> None:
    person = Person(office().test_client())
    back = there(person)
    assert person.see(back).status_code == 303
    person.sign_out()
    assert refused(person.see(back))


def test_a_code_that_was_swapped_is_refused(office: Office) -> None:
    app = office()
    victim, thief = Person(app.test_client()), Person(app.test_client())
    own, stolen = there(thief), there(victim)
    code, state = said(stolen, "code"), said(own, "state")
    assert refused(thief.see(f"{START}/ve?code={code}&state={state}")), "PKCE: the code is of another browser"


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "of another day"},
        {"iss": "https://elsewhere.example"},
        {"aud": "another-client"},
        {"aud": "another-client", "azp": CLIENT_ID},
        {"exp": 1_700_000_000},
    ],
    ids=lambda lie: " ".join(lie),
)
def test_a_token_that_is_not_for_us_is_refused(
    office: Office, provider: Provider, lie: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    provider.lies = lie
    person, answer = come_in(office())
    assert refused(answer)
    why = "expired" if "exp" in lie else f"'{next(iter(lie))}'"
    assert any(why in record.getMessage() for record in caplog.records if record.levelname == "WARNING")
    assert person.see().status_code == 302


def test_a_token_signed_by_somebody_else_is_refused(office: Office, provider: Provider) -> None:
    provider.wrong_key = True
    assert refused(come_in(office())[1])


def test_a_provider_that_tells_no_identity_proves_nothing(office: Office, provider: Provider) -> None:
    provider.without_token = True
    assert refused(come_in(office())[1])


def test_a_person_who_says_no_there_stays_outside(office: Office) -> None:
    person = Person(office().test_client())
    state = said(person.see(START).location, "state")
    assert refused(person.see(f"{START}/ve?error=access_denied&state={state}"))


def said(address: str, name: str) -> str:
    return parse_qs(urlsplit(address).query)[name][0]


def refused(answer: TestResponse) -> bool:
    return answer.status_code == 403 and "không xác nhận được" in answer.text


@pytest.mark.parametrize(
    "person",
    [
        {**LAN, "email": "ai@so.vn"},
        {**LAN, "email_verified": False},
        {"sub": "0001", "email": "lan@so.vn"},
        {"sub": "0001"},
        {"sub": "0001", "email": "", "email_verified": True},
    ],
    ids=["unknown", "unverified", "verified by nobody", "without", "empty"],
)
def test_who_is_not_known_here_gets_no_account(
    office: Office, provider: Provider, store: Store, person: dict[str, object]
) -> None:
    provider.person = person
    before = accounts.every(store.db)
    _, answer = come_in(office())
    assert answer.status_code == 403
    assert "chưa có tài khoản nào ở đây" in answer.text
    assert accounts.every(store.db) == before
    assert audit.some(store.db, Filter(action=Action.SIGN_IN_REFUSED), 1)[0].detail == "đăng nhập chung"


def test_a_disabled_account_stays_closed(office: Office, store: Store) -> None:
    with store.write() as db:
        accounts.disable(db, "truong-a")
    assert come_in(office())[1].status_code == 403
    assert audit.some(store.db, Filter(action=Action.SIGN_IN_REFUSED), 1)[0].subject == "truong-a"


def test_an_address_that_passes_to_somebody_else_does_not_take_the_account_along(
    office: Office, provider: Provider
) -> None:
    app = office()
    assert come_in(app)[1].status_code == 303
    provider.person = {**LAN, "sub": "0002"}
    assert come_in(app)[1].status_code == 403
    provider.person = {**LAN, "email": "lan.moi@so.vn"}
    assert come_in(app)[1].status_code == 303, "the same person with a new address"


def test_the_office_may_know_people_by_another_claim(office: Office, store: Store) -> None:
    with store.write() as db:
        accounts.change(db, replace(accounts.get(db, "truong-b"), identity="lan.tran"))
    person, _ = come_in(office(oidc_claim="preferred_username"))
    assert "Trường Tiểu học Bình Minh" in person.read()


def test_the_second_proof_is_asked_all_the_same(office: Office, store: Store) -> None:
    app = office()
    person, _ = come_in(app)
    _, codes = enrol(person)
    person.sign_out()
    person, answer = come_in(app, f"{START}?next={HOME}/tien-do")
    assert answer.location == f"{HOME}/xac-thuc?next=/van-phong/tien-do"
    assert person.see().status_code == 302
    assert person.send(answer.location, code=codes[0]).location == f"{HOME}/tien-do"
    detail = audit.some(store.db, Filter(action=Action.SIGN_IN), 1)[0].detail
    assert detail == "đăng nhập chung, mã dự phòng"


def test_a_provider_that_is_down_leaves_the_password(office: Office, provider: Provider) -> None:
    app = office()
    person = Person(app.test_client())
    back = there(person)
    provider.down = True
    for path in (START, back):
        answer = Person(office().test_client()).see(path) if path == START else person.see(path)
        assert answer.status_code == 503
        assert "đăng nhập bằng mật khẩu" in answer.text
    assert person.sign_in("truong-a").answer.status_code == 303


def test_without_the_setting_there_is_no_such_way(app: Flask) -> None:
    person = Person(app.test_client())
    assert "tài khoản chung" not in person.read(f"{HOME}/dang-nhap")
    assert person.see(START).status_code == 404
    assert person.see(f"{START}/ve").status_code == 404


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"OIDC_ISSUER": "http://elsewhere.example"}, "phải bắt đầu bằng https://"),
        ({"OIDC_ISSUER": "https://id.example.vn", "OIDC_CLIENT_ID": "x"}, "cần cả SIPAS_OIDC_CLIENT_ID"),
        ({"OIDC_CLAIM": ""}, "SIPAS_OIDC_CLAIM không được trống"),
        ({"REQUIRE_SECOND_FACTOR": "có"}, "phải là true hoặc false"),
    ],
)
def test_settings_that_cannot_work_are_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, told: dict[str, str], sentence: str
) -> None:
    for name, value in told.items():
        monkeypatch.setenv(f"SIPAS_{name}", value)
    with pytest.raises(configuration.SettingsError, match=sentence):
        configuration.load()


def test_the_secret_is_read_from_the_home_file_and_never_shown(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    home = store.path.parent
    monkeypatch.setenv("SIPAS_HOME", str(home))
    told = {"issuer": "https://id.example.vn", "client_id": "sipas", "client_secret": "bí mật"}
    lines = [f'oidc_{name} = "{value}"\n' for name, value in told.items()]
    (home / "sipas.toml").write_text("".join(lines), encoding="utf-8")
    settings = configuration.load()
    assert settings.oidc_client_secret.get_secret_value() == "bí mật"
    assert "bí mật" not in repr(settings)
    with pytest.raises(ValidationError):
        Settings(home=home, oidc_issuer="https://id.example.vn", oidc_client_secret="")
