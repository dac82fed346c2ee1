import numpy as np
import pandas as pd
import pytest

from analytics.credibility import (
    Times,
    audit_index,
    counts,
    repeated,
    straight,
    unfinished,
    unlikely_repeats,
)
from analytics.signs import Credibility, Family, readings
from tests.analytics.people import answers_of, people

NOON = 20_000 * 86_400 + 12 * 3600.0
ITEMS = 20


def unit_of(n, unit, seed, share=0.93):
    random = np.random.default_rng(seed)
    return random.choice([5, 4, 3, 2], (n, ITEMS), p=[share - 0.2, 0.2, 0.06, 0.01]), [unit] * n


def office(*units):
    """Units of (scores, names), everybody at noon of different days, one minute a sheet."""
    scores = np.vstack([block for block, _ in units])
    return answers_of(scores, unit=[name for _, names in units for name in names])


def usual(count=10, n=60):
    return [unit_of(n, f"U{i:02}", i) for i in range(count)]


def signs_of(answers, unit, times=None, people_of=None):
    found = readings(answers, {}, people_of, times)
    return next(reading for reading in found if reading.unit == unit)


def spread(answers, seconds=60.0):
    n = len(answers)
    return Times(NOON + 86_400.0 * (np.arange(n) % 40) + 700.0 * np.arange(n) % 5000, np.full(n, seconds))


def test_usual_units_read_as_usual():
    answers = office(*usual())
    found = readings(answers, {}, times=spread(answers))
    assert {reading.credibility for reading in found} == {Credibility.USUAL}


def test_a_pattern_entered_again_and_again_is_a_sign_in_words():
    block, names = unit_of(60, "U99", 99)
    block[:6] = block[0]
    reading = signs_of(office(*usual(), (block, names)), "U99")
    assert reading.signs[0].family is Family.PATTERN
    assert "6 phiếu trả lời giống hệt nhau" in reading.signs[0].sentence


def test_all_fives_where_the_level_has_others_stand_out_but_one_family_is_no_accusation():
    reading = signs_of(office(*usual(), (np.full((60, ITEMS), 5), ["U99"] * 60)), "U99")
    assert {sign.family for sign in reading.signs} == {Family.PATTERN, Family.LEVEL}
    assert reading.credibility is Credibility.REVIEW


def test_three_kinds_of_signs_ask_to_verify():
    answers = office(*usual(), (np.full((60, ITEMS), 5), ["U99"] * 60))
    late = spread(answers)
    late.submitted[-60:] = NOON + 11 * 3600 + np.arange(60)
    reading = signs_of(answers, "U99", late)
    assert Family.TIME in {sign.family for sign in reading.signs}
    assert reading.credibility is Credibility.VERIFY


def test_one_second_an_item_is_too_fast_to_read():
    answers = office(*usual())
    fast = spread(answers)
    fast.seconds[:60] = 0.8 * ITEMS
    assert "dưới 2 giây" in signs_of(answers, "U00", fast).signs[0].sentence


def test_more_sheets_than_pupils_is_said_with_both_numbers():
    reading = signs_of(office(*usual()), "U00", people_of={"U00": 55})
    assert reading.signs[0].sentence == "Có 60 phiếu nhưng chỉ 55 người có thể trả lời."


def test_few_sheets_are_not_judged_by_rates():
    reading = signs_of(office(*usual(), (np.full((19, ITEMS), 5), ["U99"] * 19)), "U99")
    assert reading.signs == ()


def test_without_times_there_are_no_columns_of_time():
    assert "n_timed" not in counts(people(50, items=ITEMS)).columns


def test_blanks_do_not_hide_a_straight_line_and_nothing_is_none():
    lines = [[5, 0], [4, 4], [5, 4], [0, 0]]
    found = straight(answers_of([line * 10 for line in lines]))
    assert found.tolist() == [True, True, False, False]


def test_nine_equal_answers_are_no_line():
    assert straight(answers_of([[5] * 9 + [0] * 7, [5] * 10 + [0] * 6])).tolist() == [False, True]


def test_short_patterns_and_other_units_do_not_count_as_repeats():
    line = [5, 4] * 10
    same = answers_of([line, line, line], unit=["a", "a", "b"])
    assert repeated(same).tolist() == [2, 2, 1]
    short = answers_of([[5, 4] * 7, [5, 4] * 7], unit=["a", "a"])
    assert repeated(short).tolist() == [0, 0]


def test_equal_sheets_are_normal_where_nearly_everybody_answers_five():
    random = np.random.default_rng(8)
    block = np.where(random.random((300, ITEMS)) < 0.97, 5, 4)
    answers = office(*usual(), (block, ["U99"] * 300))
    assert repeated(answers)[600:].max() >= 4
    assert unlikely_repeats(answers).max() == 0
    assert audit_index(answers).flagged == 0


def test_paper_typed_in_on_one_day_is_no_burst():
    answers = office(*usual(1, n=40))
    answers.about["day"] = ["2026-09-01"] * 40
    answers.about["channel"] = "paper"
    assert signs_of(answers, "U00").signs == ()
    answers.about["channel"] = "qr"
    assert signs_of(answers, "U00").signs[0].family is Family.TIME


def test_paper_that_says_more_than_online_in_the_same_unit_is_a_sign():
    praise, doubt = np.full((40, ITEMS), 5), np.tile([5, 3, 5, 4], (40, ITEMS // 4))
    random = np.random.default_rng(6)
    praise[:, :8], doubt[:, :8] = random.integers(4, 6, (40, 8)), random.integers(2, 6, (40, 8))
    answers = office((np.vstack([praise, doubt]), ["U00"] * 80))
    answers.about["channel"] = ["paper"] * 40 + ["qr"] * 40
    assert [sign.family for sign in signs_of(answers, "U00").signs] == [Family.MODE]


def test_units_that_differ_anyway_widen_what_is_usual():
    random = np.random.default_rng(5)
    blocks = []
    for at, share in enumerate(np.linspace(0.3, 0.95, 12)):
        scores = random.choice([5, 4, 3], (80, ITEMS), p=[0.6, 0.3, 0.1])
        scores[random.random(80) < share] = 5
        blocks.append((scores, [f"U{at:02}"] * 80))
    assert {reading.credibility for reading in readings(office(*blocks), {})} == {Credibility.USUAL}


def test_units_where_many_broke_off_are_listed():
    answers = office(*usual(2, n=60))
    assert [(one.unit, one.broken_off) for one in unfinished(answers, {"U00": 80, "U01": 65})] == [
        ("U00", 20)
    ]


def test_the_index_is_shown_with_and_without_flagged_rows_and_nothing_is_lost():
    line = [5] * 19 + [4]
    others = np.random.default_rng(1).choice([5, 4, 3], (30, ITEMS))
    scores = np.vstack([[line] * 20, others])
    answers = answers_of(scores, unit=["a"] * 50)
    found = audit_index(answers)
    assert found.flagged == 20
    assert found.index.n == 50
    assert found.without.value < found.index.value
    assert found.worth_printing


def test_everything_flagged_leaves_the_index_as_it_is():
    answers = answers_of([[5] * 19 + [4]] * 30, unit=["a"] * 30)
    found = audit_index(answers)
    assert (found.flagged, found.without) == (30, found.index)
    assert not found.worth_printing


def test_a_day_known_to_the_store_is_enough_for_the_share_of_the_top_day():
    answers = people(40, items=ITEMS)
    answers.about["day"] = ["2026-09-01"] * 30 + ["2026-09-02"] * 10
    table = counts(answers)
    assert table["top_day_share"].max() <= 1.0
    assert pd.api.types.is_float_dtype(table["top_day_share"])


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_no_count(seed):
    answers = people(80, items=ITEMS, units=3)
    order = np.random.default_rng(seed).permutation(80)
    moved = answers_of(answers.scores[order], unit=answers.about["unit"].to_numpy()[order])
    pd.testing.assert_frame_equal(counts(answers), counts(moved).loc[counts(answers).index])
