"""What opens an account beside the password: invitations, second factors, recovery codes, identities."""

import sqlite3
from dataclasses import replace

import pytest

from survey.store import accounts, factors, invitations
from survey.store.accounts import Account
from survey.store.connection import Store
from tests.store.small_office import SO, XA

NOW = 1_768_366_800


def invite(store: Store, account: str = "binh") -> str:
    with store.write() as db:
        return invitations.issue(db, account, NOW + 60)


def spend(store: Store, secret: str, now: int = NOW) -> str | None:
    with store.write() as db:
        return invitations.spend(db, secret, now)


def test_an_invitation_opens_once(store: Store) -> None:
    secret = invite(store)
    assert invitations.account_of(store.db, secret, NOW) == "binh"
    assert [spend(store, secret), spend(store, secret)] == ["binh", None]


def test_an_invitation_ends_with_its_time_with_a_new_one_and_with_the_account(store: Store) -> None:
    late, earlier = invite(store), ""
    assert spend(store, late, NOW + 60) is None
    earlier, newer = invite(store), invite(store)
    assert spend(store, earlier) is None
    with store.write() as db:
        accounts.disable(db, "binh")
    assert spend(store, newer) is None
    with store.write() as db:
        accounts.enable(db, "binh")
    assert spend(store, newer) is None


def test_the_file_holds_no_secret_that_opens_anything(store: Store) -> None:
    secret = invite(store)
    with store.write() as db:
        factors.replace_recovery(db, "binh", ["k7qd-3m2p-x9aw"])
    dump = "\n".join(store.db.iterdump())
    assert secret not in dump
    assert "k7qd-3m2p-x9aw" not in dump


def test_a_code_of_the_telephone_is_taken_once(store: Store) -> None:
    with store.write() as db:
        factors.put(db, "binh", "SECRET", 100)
        assert [factors.take_step(db, "binh", step) for step in (100, 101, 101, 99, 102)] == [
            False,
            True,
            False,
            False,
            True,
        ]
        assert not factors.take_step(db, "lan", 200)
    assert factors.holders(store.db) == {"binh"}


def test_a_recovery_code_is_taken_once_and_new_ones_replace_the_old(store: Store) -> None:
    with store.write() as db:
        factors.replace_recovery(db, "binh", ["a", "b", "c"])
        assert [factors.spend_recovery(db, "binh", code) for code in "aab"] == [True, False, True]
        assert not factors.spend_recovery(db, "lan", "c")
        assert factors.recovery_left(db, "binh") == 1
        factors.replace_recovery(db, "binh", ["d", "e"])
        assert not factors.spend_recovery(db, "binh", "c")
        factors.remove(db, "binh")
    assert factors.recovery_left(store.db, "binh") == 0
    assert factors.secret_of(store.db, "binh") is None


@pytest.fixture
def known(store: Store) -> Store:
    with store.write() as db:
        for name, identity, subject in [
            ("lan", "lan@so.vn", ""),
            ("mai", "mai@so.vn", "sub-mai"),
            ("nam", "", ""),
        ]:
            account = Account(name, name, accounts.UNIT, SO, "", 1, "2026-01-01", "", identity, subject)
            accounts.add(db, account)
    return store


@pytest.mark.parametrize(
    ("subject", "identity", "name"),
    [
        ("sub-mai", "", "mai"),
        ("sub-mai", "lan@so.vn", "mai"),
        ("sub-new", "lan@so.vn", "lan"),
        ("sub-new", "mai@so.vn", None),
        ("sub-new", "ai@so.vn", None),
        ("", "", None),
    ],
)
def test_an_identity_finds_its_account_and_nobody_elses(
    known: Store, subject: str, identity: str, name: str | None
) -> None:
    found = accounts.of_identity(known.db, subject, identity)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(("identity", "subject"), [("mai@so.vn", ""), ("", "sub-mai")])
def test_two_accounts_never_share_an_identity(known: Store, identity: str, subject: str) -> None:
    twin = Account("hai", "", accounts.UNIT, SO, "", 1, "2026-01-01", "", identity, subject)
    with pytest.raises(sqlite3.IntegrityError), known.write() as db:
        accounts.add(db, twin)


def test_a_change_of_role_keeps_everything_else(known: Store) -> None:
    before = accounts.get(known.db, "mai")
    with known.write() as db:
        accounts.change(db, replace(before, role=accounts.REVIEWER, unit=XA, tree="professional"))
    after = accounts.get(known.db, "mai")
    assert (after.role, after.unit, after.tree) == (accounts.REVIEWER, XA, "professional")
    assert (after.identity, after.subject, after.password) == (
        before.identity,
        before.subject,
        before.password,
    )


def test_another_identity_frees_the_account_from_the_one_before(known: Store) -> None:
    with known.write() as db:
        accounts.change(db, replace(accounts.get(db, "mai"), identity="mai.moi@so.vn"))
    assert accounts.of_identity(known.db, "sub-mai", "") is None
    found = accounts.of_identity(known.db, "sub-other", "mai.moi@so.vn")
    assert found is not None
    assert found.name == "mai"
