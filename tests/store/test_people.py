"""Accounts, and the sessions that signing out, a new password, or time end."""

import pytest

from survey.store import accounts, sessions
from survey.store.connection import Store
from survey.store.errors import NotFound

NOON = 1_768_366_800
HOUR = 3600


def sign_in(store: Store) -> str:
    with store.write() as db:
        return sessions.start(db, "binh", NOON)


def signed_in(store: Store, secret: str, started_after: int = 0, seen_after: int = 0) -> bool:
    return sessions.account_of(store.db, secret, started_after, seen_after) == "binh"


def test_the_file_does_not_hold_what_the_cookie_holds(store: Store) -> None:
    secret = sign_in(store)
    assert signed_in(store, secret)
    assert secret not in str(store.db.execute("SELECT * FROM session").fetchall())


def test_signing_out_ends_the_session_for_good(store: Store) -> None:
    secret, elsewhere = sign_in(store), sign_in(store)
    with store.write() as db:
        sessions.end(db, secret)
    assert not signed_in(store, secret)
    assert signed_in(store, elsewhere)


@pytest.mark.parametrize(
    "act", [lambda db: accounts.set_password(db, "binh", "new"), lambda db: accounts.disable(db, "binh")]
)
def test_a_new_password_and_a_disabled_account_end_every_session(store: Store, act: object) -> None:
    secrets = [sign_in(store), sign_in(store)]
    with store.write() as db:
        act(db)  # type: ignore[operator]
    assert not any(signed_in(store, secret) for secret in secrets)


def test_time_ends_a_session_that_is_old_or_idle(store: Store) -> None:
    secret = sign_in(store)
    assert not signed_in(store, secret, started_after=NOON)
    assert not signed_in(store, secret, seen_after=NOON)
    with store.write() as db:
        sessions.touch(db, secret, NOON + HOUR)
    assert signed_in(store, secret, seen_after=NOON)
    assert sessions.seen_at(store.db, secret) == NOON + HOUR


def test_sweeping_removes_the_idle_and_keeps_the_others(store: Store) -> None:
    idle, busy = sign_in(store), sign_in(store)
    with store.write() as db:
        sessions.touch(db, busy, NOON + HOUR)
        sessions.sweep(db, NOON + 1)
    assert (signed_in(store, idle), signed_in(store, busy)) == (False, True)
    assert sessions.seen_at(store.db, idle) == 0


def test_an_unknown_account_is_named(store: Store) -> None:
    for act in (lambda: accounts.get(store.db, "ai"), lambda: accounts.disable(store.db, "ai")):
        with pytest.raises(NotFound, match="“ai”"):
            act()
    assert [account.name for account in accounts.every(store.db)] == ["binh"]
