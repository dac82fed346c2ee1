import pytest

from analytics.design import DESIGNS, Aim, Correction, Participation, Reach, choose_design, participation_of

TABLE = [
    (Participation.EVERY_UNIT, Reach.PEOPLE, Aim.PERFORMANCE, "unit_strata"),
    (Participation.EVERY_UNIT, Reach.PEOPLE, Aim.THESE_PEOPLE, "school_strata"),
    (Participation.EVERY_UNIT, Reach.CLASSES, Aim.PERFORMANCE, "class_cluster"),
    (Participation.SAMPLED_UNITS, Reach.PEOPLE, Aim.PERFORMANCE, "twostage_fpc"),
    (Participation.SELF_SELECTED, Reach.PEOPLE, Aim.PERFORMANCE, "cluster"),
    (Participation.COUNTER, Reach.PEOPLE, Aim.PERFORMANCE, "counter_days"),
    (Participation.ONE_UNIT, Reach.PEOPLE, Aim.PERFORMANCE, "srs"),
    (Participation.ONE_UNIT, Reach.PEOPLE, Aim.THESE_PEOPLE, "srs_fpc"),
    (Participation.ONE_UNIT, Reach.CLASSES, Aim.PERFORMANCE, "classes_of_one_unit"),
]


@pytest.mark.parametrize(("participation", "reach", "aim", "name"), TABLE)
def test_the_decision_table_chooses(participation, reach, aim, name):
    assert choose_design(participation, reach, aim).name == name


def test_every_campaign_has_a_design_with_a_sentence():
    for participation in Participation:
        for reach in Reach:
            for aim in Aim:
                design = choose_design(participation, reach, aim)
                assert DESIGNS[design.name] is design
                assert design.sentence.endswith((".", ")."))


def test_the_default_aim_never_corrects_for_a_finite_population():
    for participation in set(Participation) - {Participation.SAMPLED_UNITS}:
        assert choose_design(participation).correction is Correction.NONE


@pytest.mark.parametrize(
    ("answered", "people", "expected"),
    [
        ("abcdefghi", {}, Participation.EVERY_UNIT),
        ("abcdefgh", {}, Participation.SELF_SELECTED),
        ("a", dict.fromkeys("bcdefghij", 1) | {"a": 90}, Participation.EVERY_UNIT),
        ("bcdefghij", dict.fromkeys("bcdefghij", 1) | {"a": 90}, Participation.SELF_SELECTED),
        ("bcdefghij", {"a": 90}, Participation.EVERY_UNIT),
    ],
)
def test_units_stand_for_all_when_they_hold_nine_in_ten_of_those_asked(
    answered: str, people: dict[str, int], expected: Participation
) -> None:
    assert participation_of(set(answered), "abcdefghij", people) is expected


def test_where_nobody_knows_who_was_asked_units_stand_for_all() -> None:
    assert participation_of({"a"}, (), {}) is Participation.EVERY_UNIT
