"""The tally is the log, counted: whatever came in, in whatever order, however often it was folded."""

from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.digits import ALPHABET
from survey.store import responses, tallies
from survey.store.connection import Store
from survey.store.errors import DATABASE_ERROR
from survey.store.responses import Response
from survey.store.tallies import Key
from tests.store import small_office

Cell = tuple[Key, int, str]

forms = st.builds(
    lambda at, day, answers, channel, procedure: small_office.response(
        at, day=day.isoformat(), answers=answers, channel=channel, procedure=procedure
    ),
    st.sampled_from(small_office.POINTS),
    st.dates(date(2025, 12, 1), date(2026, 2, 1)),
    st.text(ALPHABET, min_size=small_office.QUESTIONS, max_size=small_office.QUESTIONS),
    st.sampled_from(["qr", "kiosk", "paper"]),
    st.sampled_from(["", "1.005144"]),
)


def recount(log: list[Response]) -> Counter[Cell]:
    """Count cell by cell, in no hurry, from the responses themselves."""
    cells: Counter[Cell] = Counter()
    for r in log:
        half_month = r.day[:8] + ("01" if int(r.day[8:]) < 15 else "15")
        key = Key(r.questionnaire, r.unit, half_month, r.point, r.channel, r.procedure)
        cells.update((key, position, answer) for position, answer in enumerate(r.answers))
    return cells


def counted(store: Store) -> Counter[Cell]:
    return Counter(
        {
            (tally.key, position, ALPHABET[code]): int(count)
            for tally in tallies.every(store.db)
            for position, codes in enumerate(tally.counts)
            for code, count in enumerate(codes)
            if count
        }
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(forms, max_size=6), max_size=4))
def test_folding_equals_recounting(visits: list[list[Response]]) -> None:
    with TemporaryDirectory() as folder:
        store = small_office.build(Path(folder) / "sipas.db")
        for visit in visits:
            with store.write() as db:
                for response in visit:
                    responses.add(db, response)
            assert tallies.fold(store) == len(visit)
        assert counted(store) == recount(list(responses.every(store.db)))
        assert sum(tally.responses for tally in tallies.every(store.db)) == sum(map(len, visits))
        assert tallies.fold(store) == 0
        store.close()


def add(store: Store, *added: Response) -> None:
    with store.write() as db:
        for response in added:
            responses.add(db, response)


@pytest.mark.parametrize(
    ("day", "bucket"),
    [
        ("2026-01-01", "2026-01-01"),
        ("2026-01-14", "2026-01-01"),
        ("2026-01-15", "2026-01-15"),
        ("2026-01-31", "2026-01-15"),
        ("2026-02-28", "2026-02-15"),
    ],
)
def test_a_month_has_two_halves_and_the_second_begins_on_the_15th(
    store: Store, day: str, bucket: str
) -> None:
    add(store, small_office.response(day=day))
    tallies.fold(store)
    assert [tally.key.bucket for tally in tallies.every(store.db)] == [bucket]


def test_the_window_takes_whole_half_months_of_the_units_asked_for(store: Store) -> None:
    counter, school = small_office.POINTS
    days = ("2025-12-14", "2025-12-15", "2026-03-14", "2026-03-15")
    add(store, *(small_office.response(counter, day=day) for day in days), small_office.response(school))
    tallies.fold(store)
    # The window of the administrative-reform year: 15 December to 14 March.
    read = tallies.read(store.db, [small_office.COUNTER], date(2025, 12, 15), date(2026, 3, 14))
    assert [tally.key.bucket for tally in read] == ["2025-12-15", "2026-03-01"]
    by_unit = tallies.responses_by_unit(store.db, date(2025, 12, 15), date(2026, 3, 14))
    assert by_unit == {small_office.COUNTER: 2, small_office.SCHOOL: 1}


def test_a_fold_that_fails_half_way_leaves_nothing_half_done(store: Store) -> None:
    sent = [small_office.response() for _ in range(10)]
    add(store, *sent)
    last = max(response.token for response in sent)
    store.db.execute(
        "CREATE TRIGGER power_fails BEFORE UPDATE ON response "
        f"WHEN OLD.token = '{last}' BEGIN SELECT RAISE(ABORT, 'power'); END"
    )
    with pytest.raises(DATABASE_ERROR, match="power"):
        tallies.fold(store)
    assert list(tallies.every(store.db)) == []
    store.db.execute("DROP TRIGGER power_fails")
    assert tallies.fold(store) == 10
    assert counted(store) == recount(sent)


def test_a_fold_in_many_small_steps_gives_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "FOLD_AT_ONCE", 3)
    sent = [small_office.response(point) for point in small_office.POINTS * 5]
    add(store, *sent)
    assert tallies.fold(store) == 10
    assert counted(store) == recount(sent)
    assert [t.responses for t in tallies.from_log(store.db)] == [t.responses for t in tallies.every(store.db)]


def test_a_string_outside_the_alphabet_is_not_counted_as_something_else() -> None:
    with pytest.raises(ValueError, match="outside the alphabet"):
        tallies.count_strings(["55?"])
