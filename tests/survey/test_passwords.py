import unicodedata

import pytest

from survey import passwords
from survey.passwords import WeakPasswordError
from survey.places import folder


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
        ("manchester", "“manchester”"),
        ("Trường THCS 26", "dễ đoán"),
        ("THPT@20262027", "“thpt”"),
        ("love!2345678", "“love”"),
        ("Nguyễn Văn An", "“nguyen”"),
        ("1QAZ2wsx3edc", "dễ đoán"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(password: str, reason: str) -> None:
    with pytest.raises(WeakPasswordError, match=reason):
        passwords.refuse_weak(password, "th-kim-son")


def test_a_long_sentence_may_contain_a_common_word() -> None:
    passwords.refuse_weak("con tôi thích vẽ mèo ở trường mầm non hoa sen")


def test_three_thousand_common_passwords_are_known_once_each() -> None:
    words = (folder("data") / "passwords" / "common.txt").read_text(encoding="utf-8").split()
    assert len(set(words)) == len(words) == 3000


def test_no_common_password_is_taken_as_it_is_or_with_a_year_behind_it() -> None:
    folders = [folder("data") / "passwords" / name for name in ("common.txt", "local.txt")]
    words = [word for path in folders for word in path.read_text(encoding="utf-8").split()]
    for password in (word + tail for word in words for tail in ("", "2026", "@2026", "!")):
        with pytest.raises(WeakPasswordError):
            passwords.refuse_weak(password)
