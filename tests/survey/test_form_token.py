"""The hidden field: believed when ours, whichever of our keys signed it, and never when changed."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import TimestampSigner

from survey import form_token, keys
from survey.form_token import SALT, FormTokenError, key_id

OLD, NEW = "0a" * 32, "0b" * 32
FORM = form_token.open_form("7KQD3M2P", "mot_cua_2026@1", full=False)


def test_a_form_opened_under_an_old_key_is_still_believed() -> None:
    signed = form_token.sign([OLD], FORM)
    assert form_token.read([OLD, NEW], signed).token == FORM.token


def test_the_newest_key_signs_and_its_name_is_part_of_what_is_signed() -> None:
    signed = form_token.sign([OLD, NEW], FORM)
    assert signed.startswith(key_id(NEW) + "~")
    with pytest.raises(FormTokenError):
        form_token.read([OLD, NEW], key_id(OLD) + signed[len(key_id(OLD)) :])


def test_the_signature_is_the_plain_one_of_itsdangerous() -> None:
    signed = form_token.sign([OLD, NEW], FORM)
    assert TimestampSigner(NEW, salt=SALT).validate(signed)
    assert form_token.read([NEW], TimestampSigner(NEW, salt=SALT).sign(signed.rsplit(".", 2)[0]).decode())


def test_a_key_that_was_taken_away_is_no_longer_believed() -> None:
    with pytest.raises(FormTokenError):
        form_token.read([NEW], form_token.sign([OLD], FORM))


def test_the_name_of_a_key_tells_nothing_of_it() -> None:
    assert key_id(OLD) not in OLD
    assert len(key_id(OLD)) == 8


@given(st.text(max_size=200))
def test_nothing_that_was_not_signed_here_is_believed(text: str) -> None:
    with pytest.raises(FormTokenError):
        form_token.read([OLD, NEW], text)


def test_a_rotated_secret_keeps_the_others_and_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "secret.key"
    keys.make(file)
    first = keys.read(file)
    assert keys.rotate(file) == 2
    assert keys.read(file)[:1] == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]
