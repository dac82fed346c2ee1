"""Single-use codes: one answer each, counted by batch, and nobody can tell which answer."""

import random
import shutil
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.store import backup, codes, integrity, points, responses
from survey.store import writer as writing
from survey.store.codes import Batch, BatchRefused, Presented
from survey.store.connection import Store, open_store
from survey.store.errors import DATABASE_ERROR, ResponseRefused
from survey.store.points import CODE_ALPHABET
from survey.store.responses import Outcome, Response
from survey.store.writer import Writer
from tests.store import small_office

KEY = "5e" * 32
COUNTER, SCHOOL = small_office.POINTS
ISSUED, EXPIRES = "2026-01-02", "2026-03-31"
DURING, AFTER = date(2026, 2, 1), date(2026, 4, 1)

drawn = st.text(CODE_ALPHABET, min_size=7, max_size=7)


def batch(size: int = 30, label: str = "Biên nhận quầy 1") -> Batch:
    return Batch(COUNTER.unit, COUNTER.code, COUNTER.questionnaire, size, ISSUED, EXPIRES, label)


def issue(store: Store, issued: Batch) -> list[str]:
    with store.write() as db:
        return codes.issue(db, KEY, issued)


def verified(at: object = COUNTER, **changes: str) -> Response:
    return small_office.response(at, channel="code", **changes)  # type: ignore[arg-type]


def send(writer: Writer, code: str, response: Response | None = None, opened_on: str = ISSUED) -> Outcome:
    return writer.submit(response or verified(), Presented(codes.hashes([KEY], code), opened_on))


def test_a_code_is_good_for_one_answer(store: Store, writer: Writer) -> None:
    code, *_ = issue(store, batch())
    assert send(writer, code) is Outcome.STORED
    assert send(writer, code) is Outcome.CODE_SPENT
    assert responses.count(store.db) == 1


def test_a_second_tap_is_thanked_and_not_refused(store: Store, writer: Writer) -> None:
    code, *_ = issue(store, batch())
    response = verified()
    assert send(writer, code, response) is Outcome.STORED
    assert send(writer, code, response) is Outcome.REPEATED
    assert responses.count(store.db) == 1


def test_one_code_sent_from_many_phones_at_once_counts_once(store: Store, writer: Writer) -> None:
    code, *_ = issue(store, batch())
    sent = [verified() for _ in range(40)]
    with ThreadPoolExecutor(40) as people:
        outcomes = list(people.map(lambda response: send(writer, code, response), sent))
    assert sorted(outcome.name for outcome in outcomes) == ["CODE_SPENT"] * 39 + ["STORED"]
    assert responses.count(store.db) == 1


def test_a_code_that_was_never_issued_stores_nothing(store: Store, writer: Writer) -> None:
    issue(store, batch())
    assert send(writer, codes.new_code()) is Outcome.CODE_UNKNOWN
    assert responses.count(store.db) == 0


def test_a_code_of_another_counter_is_unknown_here(store: Store, writer: Writer) -> None:
    code, *_ = issue(store, batch())
    assert send(writer, code, verified(SCHOOL)) is Outcome.CODE_UNKNOWN
    assert send(writer, code) is Outcome.STORED


@pytest.mark.parametrize(
    ("day", "outcome"), [(EXPIRES, Outcome.STORED), (AFTER.isoformat(), Outcome.CODE_EXPIRED)]
)
def test_a_code_is_good_to_the_end_of_its_last_day(
    store: Store, writer: Writer, day: str, outcome: Outcome
) -> None:
    code, *_ = issue(store, batch())
    assert send(writer, code, verified(day=day), opened_on=day) is outcome


def test_a_form_opened_in_time_is_taken_after_the_last_day_once(store: Store, writer: Writer) -> None:
    code, *_ = issue(store, batch())
    late = verified(day=AFTER.isoformat())
    assert send(writer, code, late, opened_on=EXPIRES) is Outcome.STORED
    assert send(writer, code, verified(day=AFTER.isoformat()), opened_on=EXPIRES) is Outcome.CODE_SPENT


def test_no_form_is_taken_after_its_batch_was_revoked_however_early_it_was_opened(
    store: Store, writer: Writer
) -> None:
    code, *_ = issue(store, issued := batch())
    with store.write() as db:
        assert codes.revoke(db, issued.id, DURING) == 30
    assert send(writer, code) is Outcome.CODE_REVOKED
    assert responses.count(store.db) == 0


def test_a_batch_is_revoked_once_and_keeps_its_date(store: Store) -> None:
    issue(store, issued := batch())
    with store.write() as db:
        codes.revoke(db, issued.id, DURING)
    with pytest.raises(BatchRefused, match="đã được thu hồi ngày 01/02/2026"), store.write() as db:
        codes.revoke(db, issued.id, AFTER)
    (count,) = codes.counts(store.db, AFTER)
    assert count.batch.revoked_on == DURING.isoformat()


@pytest.mark.parametrize(("state", "said"), [("closed", "đang tạm đóng"), ("revoked", "đã thu hồi")])
def test_a_point_that_takes_no_answers_gets_no_codes(store: Store, state: str, said: str) -> None:
    with store.write() as db:
        points.set_state(db, COUNTER.code, state)
    with pytest.raises(BatchRefused, match=f"{COUNTER.code} {said}"):
        issue(store, batch())
    assert codes.counts(store.db, DURING) == []


def test_codes_that_would_be_expired_when_printed_are_not_made(store: Store) -> None:
    with pytest.raises(BatchRefused, match=r"\(01/01/2026\) đã qua"):
        issue(store, replace(batch(), expires_on="2026-01-01"))
    assert len(issue(store, replace(batch(), expires_on=ISSUED))) == 30


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("", "từ 1 đến 60"),
        ("   ", "từ 1 đến 60"),
        ("a" * 61, "từ 1 đến 60"),
        ("Lớp\t1A", "không in được"),
        ("Lớp\n1A", "không in được"),
        ("Lớp\x001A", "không in được"),
        ("Lớp \u202eA1", "không in được"),
        ("Lớp\u20281A", "không in được"),
    ],
    ids=ascii,
)
def test_a_label_that_does_not_fit_a_slip_is_refused(store: Store, label: str, said: str) -> None:
    with pytest.raises(BatchRefused, match=said):
        issue(store, batch(label=label))
    assert codes.counts(store.db, DURING) == []


def test_a_label_is_kept_composed_and_may_be_sixty_characters_long(store: Store) -> None:
    issue(store, batch(1, unicodedata.normalize("NFD", " Lớp mẫu giáo ")))
    issue(store, batch(1, "ố" * 60))
    assert {count.batch.label for count in codes.counts(store.db, DURING)} == {"Lớp mẫu giáo", "ố" * 60}


def test_an_answer_that_is_refused_does_not_spend_its_code(store: Store, writer: Writer) -> None:
    code, *_ = issue(store, batch())
    with pytest.raises(ResponseRefused):
        send(writer, code, verified(answers="5"))
    assert send(writer, code) is Outcome.STORED


@pytest.mark.parametrize(("channel", "code"), [("qr", "0000000A"), ("code", "")])
def test_only_an_answer_with_a_code_counts_as_verified(writer: Writer, channel: str, code: str) -> None:
    presented = Presented(codes.hashes([KEY], code), ISSUED) if code else None
    with pytest.raises(ResponseRefused):
        writer.submit(small_office.response(channel=channel), presented)


def test_a_new_key_refuses_no_printed_code(store: Store, writer: Writer) -> None:
    code, *_ = issue(store, batch())
    rotated = codes.hashes([KEY, "ab" * 32], code)
    assert writer.submit(verified(), Presented(rotated, ISSUED)) is Outcome.STORED


def test_a_typed_code_is_read_as_it_was_printed(store: Store, writer: Writer) -> None:
    code, *_ = issue(store, batch())
    typed = f" {code[:4]}-{code[4:]} ".lower().replace("0", "o").replace("1", "l")
    assert send(writer, typed) is Outcome.STORED


@given(drawn, st.integers(0, 7), st.sampled_from(CODE_ALPHABET))
def test_one_wrong_character_is_always_found(characters: str, place: int, wrong: str) -> None:
    code = characters + codes._check(characters)
    assert codes.well_formed(code)
    typed = code[:place] + wrong + code[place + 1 :]
    assert codes.well_formed(typed) == (typed == code)


def test_two_swapped_characters_are_nearly_always_found() -> None:
    chance = random.Random(20260114)
    missed = swapped = 0
    for _ in range(5000):
        first = "".join(chance.choices(CODE_ALPHABET, k=7))
        code = first + codes._check(first)
        place = chance.randrange(7)
        typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        swapped += typed != code
        missed += typed != code and codes.well_formed(typed)
    assert missed / swapped < 0.005


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDEFGHJ", "ÀBCDEFGH", "ABCDEFG!"])
def test_what_cannot_be_a_code_is_told_apart(typed: str) -> None:
    assert not codes.well_formed(typed)


def test_issued_used_and_expired_are_counted_by_batch(store: Store, writer: Writer) -> None:
    receipts, slips = batch(30, "Biên nhận"), batch(10, "Phiếu về nhà")
    first = issue(store, receipts)
    issue(store, slips)
    for code in first[:4]:
        send(writer, code)
    during = {count.batch.label: (count.used, count.expired) for count in codes.counts(store.db, DURING)}
    after = {count.batch.label: (count.used, count.expired) for count in codes.counts(store.db, AFTER)}
    assert during == {"Biên nhận": (4, 0), "Phiếu về nhà": (0, 0)}
    assert after == {"Biên nhận": (4, 26), "Phiếu về nhà": (0, 10)}
    assert [count.batch for count in codes.counts(store.db, DURING)] == [receipts, slips]
    assert integrity.faults(store) == []


def test_codes_are_many_and_different(store: Store) -> None:
    issued = issue(store, batch(2000))
    assert len(set(issued)) == 2000
    assert all(codes.well_formed(code) for code in issued)
    # Each of the 7 places uses the whole alphabet: 35 bits.
    assert all(len({code[place] for code in issued}) == 32 for place in range(7))


def test_a_code_goes_to_one_batch_only_whoever_draws_it(store: Store) -> None:
    drawn = codes.draw(store.db, KEY, batch(3))
    with store.write() as db:
        codes.keep(db, KEY, batch(3), drawn)
    with pytest.raises(BatchRefused, match="hãy làm lại"), store.write() as db:
        codes.keep(db, KEY, batch(3), drawn)
    assert [count.batch.size for count in codes.counts(store.db, DURING)] == [3]


class TestNobodyCanTellWhichCodeGaveWhichAnswer:
    """Attempts of an administrator who holds the whole database, the key, and the printed sheet."""

    @pytest.fixture
    def offices(self, store: Store, tmp_path: Path) -> tuple[list[str], list[Path]]:
        """The same office six times over; only who used which code differs."""
        issued = issue(store, batch())
        assert store.settle()
        used = issued[:3]
        answered = [
            verified(token=f"token-{n}", answers=str(n + 1) * small_office.QUESTIONS) for n in range(3)
        ]
        files = []
        for number, order in enumerate(permutations(used)):
            path = tmp_path / f"office-{number}.db"
            shutil.copyfile(store.path, path)
            files.append(path)
            serve(path, list(zip(order, answered, strict=True)))
        return issued, files

    def test_the_files_are_the_same_byte_for_byte_whoever_used_which_code(
        self, offices: tuple[list[str], list[Path]]
    ) -> None:
        _, files = offices
        assert len({path.read_bytes() for path in files}) == 1
        assert {path.with_name(f"{path.name}-wal").exists() for path in files} == {False}

    def test_joining_by_key_finds_nothing(self, offices: tuple[list[str], list[Path]]) -> None:
        issued, files = offices
        store = open_store(files[0])
        kept = {column for row in store.db.execute("SELECT * FROM code") for column in row}
        said = {column for row in store.db.execute("SELECT * FROM response") for column in row}
        known = {digest for code in issued for digest in codes.hashes([KEY], code)}
        # 1 is `spent`; `folded` in a response is 0 or 1 as well and says nothing about codes.
        assert (kept & said) - {0, 1} == set()
        assert known & said == set()
        assert said.isdisjoint(issued)
        store.close()

    def test_there_is_no_time_and_no_number_to_join_by(self, store: Store) -> None:
        columns = {row[1] for row in store.db.execute("PRAGMA table_info(code)")}
        assert columns == {"hash", "batch", "spent"}
        with pytest.raises(DATABASE_ERROR, match="no such column: rowid"):
            store.db.execute("SELECT rowid FROM code")

    def test_the_order_of_the_sheet_is_not_the_order_in_the_file(self, store: Store) -> None:
        issued = issue(store, batch(200))
        kept = [row[0] for row in store.db.execute("SELECT hash FROM code")]
        assert kept == sorted(kept)
        assert kept != [codes.hashes([KEY], code)[0] for code in issued]

    def test_the_codes_themselves_are_written_nowhere(self, store: Store, writer: Writer) -> None:
        issued = issue(store, batch())
        send(writer, issued[0])
        for path in store.path.parent.iterdir():
            content = path.read_bytes()
            assert not [code for code in issued if code.encode() in content]


def serve(path: Path, sent: list[tuple[str, Response]]) -> None:
    """One answer a transaction, in the order given: the hardest case, with nobody else to hide behind."""
    store = open_store(path)
    writer = Writer(store)
    for code, response in sent:
        assert send(writer, code, response) is Outcome.STORED
    writer.close()
    store.close()


def test_in_a_quiet_moment_the_order_of_arrival_leaves_the_disk(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "QUIET_SECONDS", 0.05)
    quiet = Writer(store)
    code, *_ = issue(store, batch())
    send(quiet, code)
    wal = store.path.with_name("sipas.db-wal")
    deadline = time.monotonic() + 10
    while wal.stat().st_size and time.monotonic() < deadline:
        time.sleep(0.05)
    assert wal.stat().st_size == 0
    quiet.close()


def test_a_backup_carries_the_codes_and_their_state(store: Store, writer: Writer, tmp_path: Path) -> None:
    spent, unspent, *_ = issue(store, batch())
    send(writer, spent)
    backup.copy_to(store, tmp_path / "copy.db")
    backup.restore(tmp_path / "copy.db", store.path)
    assert send(writer, spent) is Outcome.CODE_SPENT
    assert send(writer, unspent) is Outcome.STORED


def test_a_wrong_number_of_used_codes_is_named(store: Store) -> None:
    issue(store, batch(10))
    with store.write() as db:
        db.execute("UPDATE code_batch SET used = 3")
    (fault,) = integrity.faults(store)
    assert "số mã đã dùng" in fault
