"""Items asked at random of part of the people: the index stays unbiased and its interval right."""

from functools import cache

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from analytics.aggregate import aggregate_index
from analytics.design import UNIT_STRATA
from analytics.index import unit_index
from analytics.rollup import Method
from analytics.validity import composites
from tests.analytics.people import answers_of

ITEMS, ASKED, PEOPLE, TRIES = 15, 5, 120, 400
# Items as different as those of a real form, around 91 %.
SHARES = np.linspace(0.82, 0.99, ITEMS)
CUTS, SCHOOLS, PUPILS = np.sqrt(2) * ndtri(SHARES), 12, 30


def answer(random, n):
    """People whose answers hang together: a mood each, thresholds that give every item its share."""
    mood = random.normal(0, 1, (n, 1))
    noise = random.normal(0, 1, (n, ITEMS))
    hidden = (mood + noise) / np.sqrt(2)
    return np.where(hidden < ndtri(SHARES), 5, 2).astype(np.uint8)


def asked(random, n, how_many=ASKED):
    """Which items each person is asked: a random few of all."""
    return np.argsort(random.random((n, ITEMS)), axis=1) < how_many


@cache
def trials():
    random = np.random.default_rng(20261121)
    found = []
    for _ in range(TRIES):
        whole = answer(random, PEOPLE)
        part = np.where(asked(random, PEOPLE), whole, 0)
        found.append((unit_index(answers_of(part)), unit_index(answers_of(whole))))
    return found


def test_the_index_of_the_short_form_is_unbiased():
    values = np.array([short.value for short, _ in trials()])
    error = values.std(ddof=1) / np.sqrt(TRIES)
    assert abs(values.mean() - SHARES.mean()) < 3 * error
    assert error < 0.002


def test_its_interval_holds_the_truth_as_often_as_it_says():
    held = [one.interval.lower <= SHARES.mean() <= one.interval.upper for one, _ in trials()]
    assert np.mean(held) >= 0.93


def test_asking_a_third_of_the_items_costs_width_but_less_than_a_third_of_the_people_would():
    widths = np.array([[e.interval.upper - e.interval.lower for e in pair] for pair in trials()]).mean(axis=0)
    assert 1.0 < widths[0] / widths[1] < np.sqrt(ITEMS / ASKED)


def test_a_persons_own_share_would_say_something_else_when_hard_items_are_asked_more():
    random = np.random.default_rng(5)
    whole = answer(random, 20_000)
    # The three hardest items of everybody, the others of one in five: as in a form that always asks some.
    mask = random.random(whole.shape) < 0.2
    mask[:, :3] = True
    part = answers_of(np.where(mask, whole, 0))
    by_item = unit_index(part, Method.MEAN_OF_ITEMS).value
    by_person = float(np.nanmean(composites(part)["overall_share"]))
    assert by_item == pytest.approx(SHARES.mean(), abs=0.005)
    assert by_person < SHARES.mean() - 0.02


def test_a_factor_is_estimated_from_the_people_asked_its_items():
    random = np.random.default_rng(6)
    whole = answer(random, 20_000)
    part = answers_of(np.where(asked(random, len(whole)), whole, 0), per_factor=5)
    found = unit_index(part, columns=part.structure.columns_of("F0"))
    assert found.value == pytest.approx(SHARES[:5].mean(), abs=0.005)
    assert found.n < len(whole)


@cache
def districts():
    """Twelve schools of thirty people, each school with a leaning of its own, as one figure."""
    random = np.random.default_rng(20261122)
    unit = np.repeat([f"U{u:02}" for u in range(SCHOOLS)], PUPILS)
    leaning = np.repeat(np.linspace(-0.6, 0.6, SCHOOLS), PUPILS)[:, None]
    found = []
    for _ in range(TRIES):
        hidden = leaning + random.normal(0, 1, (len(unit), 1)) + random.normal(0, 1, (len(unit), ITEMS))
        whole = np.where(hidden < CUTS, 5, 2).astype(np.uint8)
        part = np.where(asked(random, len(unit)), whole, 0)
        found.append(aggregate_index(answers_of(part, unit=unit, level="x"), UNIT_STRATA))
    return found


def test_over_several_schools_the_index_is_unbiased_and_its_interval_right():
    leanings = np.linspace(-0.6, 0.6, SCHOOLS)[:, None]
    truth = ndtr((CUTS - leanings) / np.sqrt(2)).mean()
    values = np.array([one.value for one in districts()])
    assert abs(values.mean() - truth) < 3 * values.std(ddof=1) / np.sqrt(TRIES)
    held = [one.interval.lower <= truth <= one.interval.upper for one in districts()]
    assert np.mean(held) >= 0.93
