import unicodedata

import pytest

from survey import passwords
from survey.passwords import WeakPasswordError


def test_a_hash_knows_its_password_and_no_other() -> None:
    digest = passwords.hash("một câu dài khó đoán")
    assert digest.startswith("$argon2id$")
    assert passwords.verify(digest, "một câu dài khó đoán")
    assert not passwords.verify(digest, "một câu dài khó đoan")


def test_the_keyboard_program_does_not_change_the_password() -> None:
    digest = passwords.hash(unicodedata.normalize("NFC", "một câu dài khó đoán"))
    assert passwords.verify(digest, unicodedata.normalize("NFD", "một câu dài khó đoán"))


def test_a_damaged_hash_opens_nothing() -> None:
    assert not passwords.verify("", "")
    assert not passwords.verify("$argon2id$broken", "broken")


def test_made_passwords_are_strong_and_never_the_same() -> None:
    made = {passwords.make() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        passwords.refuse_weak(password, "hieu.truong")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("ngắn", "ký tự"),
        ("x" * 201, "ký tự"),
        ("aaaaaaaaaaaaaaab", "khác nhau"),
        ("th-kim-son@0xz9", "tên đăng nhập"),
        ("TH-KIM-SƠN@0xz9", "tên đăng nhập"),
        ("Mật khẩu 2026", "dễ đoán"),
        ("Password!2026", "dễ đoán"),
        ("0123456789", "dễ đoán"),
        ("TruongHoc@2026", "dễ đoán"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(password: str, reason: str) -> None:
    with pytest.raises(WeakPasswordError, match=reason):
        passwords.refuse_weak(password, "th-kim-son")


def test_a_long_sentence_may_contain_a_common_word() -> None:
    passwords.refuse_weak("con tôi thích vẽ mèo ở trường mầm non hoa sen")
