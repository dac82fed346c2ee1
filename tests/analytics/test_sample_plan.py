import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.planner import answers_to_confirm, slovin
from analytics.sample_plan import Expected, needs
from analytics.target import Target
from analytics.weights import Population

TARGET = Target.of_percent("t", 95.0, "kế hoạch thử")
DISTRICT = Population(
    pd.DataFrame(
        {
            "unit": ["th_b", "th_a", "mn", "nobody"],
            "level": ["tieu_hoc", "tieu_hoc", "mam_non", "mam_non"],
            "size": [800, 300, 150, 0],
        }
    )
)


USUAL = Expected()


def of(expected=USUAL, targets=(TARGET,)):
    return {(need.level, need.unit): need for need in needs(DISTRICT, targets, expected)}


def test_every_level_comes_before_its_units_and_empty_units_are_left_out():
    assert list(of()) == [
        ("mam_non", ""),
        ("mam_non", "mn"),
        ("tieu_hoc", ""),
        ("tieu_hoc", "th_a"),
        ("tieu_hoc", "th_b"),
    ]
    assert of()["tieu_hoc", ""].population == 1100


def test_a_school_of_150_cannot_promise_to_confirm_95_percent_and_one_of_800_can():
    # 286 answers: truth 98 %, power 80 %, exact bound.
    found = of()
    assert found["mam_non", "mn"].to_confirm == found["tieu_hoc", "th_b"].to_confirm == 286
    assert not found["mam_non", "mn"].possible
    assert found["tieu_hoc", "th_b"].possible


def test_silence_asks_more_of_everybody_and_clusters_only_of_levels():
    found = of(Expected(design_effect=1.5, response_rate=0.5))
    school, level = found["tieu_hoc", "th_b"], found["tieu_hoc", ""]
    assert (school.to_confirm, school.ask_to_confirm) == (286, 572)
    assert (level.to_confirm, level.ask_to_confirm) == (429, 858)


def test_slovin_is_quoted_and_says_nothing_of_the_target():
    assert of()["tieu_hoc", ""].slovin == slovin(1100) == 294


@pytest.mark.parametrize("share", [0.95, 0.9501])
def test_a_share_at_the_target_or_a_hair_above_gives_no_plan(share):
    need = of(Expected(share=share))["tieu_hoc", ""]
    assert need.to_confirm is None
    assert not need.possible


def test_without_a_target_there_is_nothing_to_confirm():
    assert {need.to_confirm for need in of(targets=()).values()} == {None}


@settings(max_examples=15, deadline=None)
@given(st.sampled_from([0.96, 0.98, 1.0 - 1e-6]), st.floats(1.0, 4.0), st.floats(0.1, 1.0))
def test_people_to_ask_are_never_fewer_than_answers(share, effect, rate):
    plain = answers_to_confirm(0.95, share, most=5_000)[1]
    for need in needs(DISTRICT, [TARGET], Expected(share, design_effect=effect, response_rate=rate)):
        assert need.ask_to_confirm >= need.to_confirm
        assert need.to_confirm == (plain if need.unit else math.ceil(plain * effect))
