"""What a stranger can work out from all public pages of a period together: no factor of a small group."""

import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from flask import Flask

from analytics.review import By, Review
from survey.published import releases
from survey.running import Running, running_in
from survey.store import points, units
from survey.store.points import Point
from survey.store.units import MANAGEMENT, PROFESSIONAL, Edge, Unit
from tests.office.answering import Answering
from tests.published_pages.conftest import THIRD, closed_by

FORM = "truong_hoc_tieu_hoc@1"
FLOOR = 10


@pytest.fixture
def live(app: Flask) -> Running:
    return running_in(app)


def shown_groups(live: Running) -> dict[str, list[frozenset[str]]]:
    """By factor, and under "" for the whole index: the units behind each figure on any page."""
    found = defaultdict(list)
    for page in (unit.code for unit in units.every(live.store.db)):
        for release in releases.of_unit(live, page)[:1]:
            review = releases.reviews(live, release).get(FORM)
            for factor in _figures(review) if review else ():
                found[factor].append(release.shown)
            found[""] += [frozenset([row.key]) for row in (review.by(By.UNIT) if review else ()) if row.index]
    return found


def _figures(review: Review) -> Iterator[str]:
    if review.overall.index:
        yield ""
    yield from (row.key for row in review.by(By.FACTOR) if row.index)


def told(groups: list[frozenset[str]], people: dict[str, int]) -> list[tuple[str, ...]]:
    """The sets of units with fewer than ten people whose sum is a combination of sums that are shown."""
    names = sorted(people)
    known = np.array([[unit in group for unit in names] for group in groups], dtype=float)
    found = []
    for size in range(1, len(names) + 1):
        for some in combinations(names, size):
            if sum(people[unit] for unit in some) < FLOOR and _spanned(known, [n in some for n in names]):
                found.append(some)
    return found


def _spanned(known: np.ndarray, wanted: list[bool]) -> bool:
    if not len(known):
        return False
    with_it = np.vstack([known, np.array(wanted, dtype=float)])
    return bool(np.linalg.matrix_rank(with_it) == np.linalg.matrix_rank(known))


def schools(answering: Answering, sizes: tuple[int, ...]) -> dict[str, int]:
    """A province over two communes and a room for education whose schools lie in both; how many answered."""
    people = {f"truong-{at}": n for at, n in enumerate(sizes)}
    with answering.store.write() as db:
        units.save(
            db, [Unit("tinh", "Tỉnh Sông Mẫu", "ubnd_tinh"), Unit("phong", "Phòng Giáo dục", "phong_gddt")]
        )
        units.save(db, [Unit(code, f"Trường {code}", "truong", "tieu_hoc") for code in people])
        edges = [Edge(one, "tinh", MANAGEMENT) for one in ("so", "xa-a", "xa-b")]
        edges += [Edge(code, ("xa-a", "xa-b")[at % 2], MANAGEMENT) for at, code in enumerate(people)]
        edges += [Edge("phong", "so", PROFESSIONAL)]
        edges += [Edge(code, "phong", PROFESSIONAL) for code in list(people)[: len(people) // 2 + 1]]
        units.save_edges(db, edges)
        for at, code in enumerate(people):
            points.add(
                db, Point(f"PTRANG0{at}", code, "class", "Lớp", FORM[:-2], "full", "open", "2026-01-01")
            )
    return people


@pytest.mark.parametrize(
    "sizes", [(30, 9), (40, 12), (30, 30, 4), (60, 3, 5, 20), (15, 9, 9, 9), (50, 40, 6, 30, 30)]
)
def test_the_factors_of_all_less_those_of_other_pages_tell_no_small_group(
    answering: Answering, live: Running, sizes: tuple[int, ...]
) -> None:
    chance = random.Random(sum(sizes))
    people = schools(answering, sizes)
    for at, n in enumerate(people.values()):
        answering.say(f"PTRANG0{at}", chance.choice((2, 4, 5)), n)
    closed_by("tinh", answering, THIRD)
    pages = shown_groups(live)
    assert pages["A"]
    for groups in pages.values():
        assert told([group & people.keys() for group in groups], people) == []


def test_the_attack_finds_what_a_careless_page_would_tell() -> None:
    people = {"th-a": 30, "th-b": 9}
    careless = [frozenset(people), frozenset(["th-a"])]
    assert told(careless, people) == [("th-b",)]
