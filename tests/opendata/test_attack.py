"""An attack on everything that is published: all tables, of a half year and of both its quarters, at once.

The attacker knows every published number of answers, that answers are whole numbers, and that a group which
is listed as hidden has at least one. What he can say about a hidden group must stay ten answers wide.
"""

import csv
import io
import math
import random
from datetime import date

import numpy as np
import pytest
from flask import Flask
from scipy.optimize import Bounds, LinearConstraint, milp

from survey import period
from survey.closing import closed
from survey.opendata import package
from survey.published import releases
from survey.running import Running
from survey.store import points, units
from survey.store.points import Point
from survey.store.units import MANAGEMENT, Edge, Unit
from tests.office.answering import Answering

FLOOR = 10
FORM = "truong_hoc_tieu_hoc"
QUARTERS = {"2026Q1": date(2026, 2, 10), "2026Q2": date(2026, 5, 10)}
HALF = "2026H1"
COMMUNES = ("xa-a", "xa-b", "xa-c")
SCHOOLS = {f"{commune}-{place}": commune for commune in COMMUNES for place in range(3)}

Atom = tuple[str, str]
Figure = tuple[str, str, str]


def build(answering: Answering, chance: random.Random) -> dict[Atom, int]:
    """Schools of two levels in three communes, half of them small in some quarter."""
    with answering.store.write() as db:
        units.save(db, [Unit("xa-c", "Xã C", "ubnd_xa")])
        for place, (school, commune) in enumerate(SCHOOLS.items()):
            level = "tieu_hoc" if place % 2 else "mam_non"
            units.save(db, [Unit(school, f"Trường {school}", "truong", level)])
            units.save_edges(db, [Edge(school, commune, MANAGEMENT)])
            points.add(db, Point(f"P{place:07}", school, "class", "Lớp", FORM, "full", "open", "2026-01-01"))
        units.save_edges(db, [Edge(commune, "so", MANAGEMENT) for commune in COMMUNES])
    sizes = {}
    for place, school in enumerate(SCHOOLS):
        for label, day in QUARTERS.items():
            people = chance.choice([chance.randint(1, 9), chance.randint(10, 60)])
            answering.say(f"P{place:07}", chance.choice([3, 4, 5]), people, day)
            sizes[school, label] = people
    return sizes


def published(live: Running) -> dict[Figure, int | None]:
    found: dict[Figure, int | None] = {}
    for one in releases.every(live):
        for row in csv.DictReader(io.StringIO(package.files(live, one)["results.csv"].decode())):
            if row["breakdown"] in ("all", "unit", "level", "area"):
                found[row["period"], row["breakdown"], row["code"]] = int(row["n"]) if row["n"] else None
    return found


def atoms_of(figure: Figure, levels: dict[str, str]) -> set[Atom]:
    label, breakdown, code = figure
    quarters = QUARTERS if label == HALF else [label]
    group_of = {
        "all": dict.fromkeys(SCHOOLS, "so"),
        "unit": {school: school for school in SCHOOLS},
        "level": levels,
        "area": SCHOOLS,
    }[breakdown]
    return {(school, quarter) for school in SCHOOLS for quarter in quarters if group_of[school] == code}


@pytest.mark.parametrize("seed", range(6))
def test_no_sum_or_difference_of_all_that_is_out_narrows_a_hidden_group(
    answering: Answering, own: Running, seed: int
) -> None:
    sizes = build(answering, random.Random(seed))
    for label in (*QUARTERS, HALF):
        closed.close(answering.store, "so", period.parse(label), "so")
    found = published(own)
    levels = {unit.code: unit.level for unit in units.every(own.store.db)}
    covered = {figure: atoms_of(figure, levels) for figure in found}
    for figure, n in found.items():
        assert n is None or n == sum(sizes[atom] for atom in covered[figure]) >= FLOOR
    hidden = [figure for figure, n in found.items() if n is None]
    assert hidden
    assert len(hidden) < len(found)
    for figure in hidden:
        least, most = bounds(found, covered, figure)
        assert most - least >= FLOOR, (figure, least, most)


@pytest.mark.parametrize("seed", range(2))
def test_what_the_api_says_of_each_unit_narrows_nothing_either(
    answering: Answering, own: Running, own_app: Flask, seed: int
) -> None:
    """Everybody was asked everything, so the answers to a question count the same people once more."""
    build(answering, random.Random(seed))
    for label in (*QUARTERS, HALF):
        closed.close(answering.store, "so", period.parse(label), "so")
    found = published(own)
    levels = {unit.code: unit.level for unit in units.every(own.store.db)}
    covered = {figure: atoms_of(figure, levels) for figure in found}
    client = own_app.test_client()
    told = 0
    for (label, breakdown, code), atoms in dict(covered).items():
        if breakdown in ("unit", "area"):
            answer = client.get(f"/api/v1/units/{code}/periods/{label}/results?per_page=1000")
            assert answer.status_code == 200, answer.text
            for row in answer.json["items"]:
                if row["breakdown"] in ("all", "item", "factor"):
                    figure = (label, f"{breakdown} {row['breakdown']} {row['code']}", code)
                    found[figure], covered[figure] = row["n"], atoms
                    told += row["n"] is not None
    assert told
    # A question may be hidden for another one's sake where the size of the group is out.
    out = {frozenset(covered[figure]) for figure, n in found.items() if n is not None}
    hidden = [one for one, n in found.items() if n is None and frozenset(covered[one]) not in out]
    assert hidden
    for figure in hidden:
        least, most = bounds(found, covered, figure)
        assert most - least >= FLOOR, (figure, least, most)


def bounds(
    found: dict[Figure, int | None], covered: dict[Figure, set[Atom]], wanted: Figure
) -> tuple[float, float]:
    """The smallest and largest size of a hidden group that fit all that is published."""
    atoms = sorted(set().union(*covered.values()))
    rows = [[atom in covered[figure] for atom in atoms] for figure, n in found.items() if n is not None]
    told = [n for n in found.values() if n is not None]
    goal = np.array([float(atom in covered[wanted]) for atom in atoms])
    rules = LinearConstraint(np.array(rows, dtype=float), told, told) if told else ()
    ends = [
        milp(sign * goal, constraints=rules, integrality=np.ones(len(atoms)), bounds=Bounds(1, math.inf))
        for sign in (1, -1)
    ]
    if any(end.status == 3 for end in ends):
        return 1, math.inf
    assert all(end.status == 0 for end in ends), [end.message for end in ends]
    return round(ends[0].fun), round(-ends[1].fun)


def test_the_attack_finds_what_a_subtraction_tells() -> None:
    found: dict[Figure, int | None] = {("q", "all", ""): 30, ("q", "unit", "a"): 25, ("q", "unit", "b"): None}
    covered = {one: {(unit, "q") for unit in (one[2] or "ab")} for one in found}
    assert bounds(found, covered, ("q", "unit", "b")) == (5, 5)


def test_a_question_with_few_answers_in_a_quarter_is_not_told_by_the_half_year(
    answering: Answering, own: Running
) -> None:
    answering.say("PTHA0001", 5, 40, QUARTERS["2026Q1"], only=("A1", "B1", "C1"))
    answering.say("PTHA0001", 4, 4, QUARTERS["2026Q1"])
    answering.say("PTHA0001", 4, 60, QUARTERS["2026Q2"])
    for label in (*QUARTERS, HALF):
        closed.close(answering.store, "so", period.parse(label), "so")
    shown: dict[tuple[str, str], set[str]] = {}
    for one in releases.every(own):
        for row in csv.DictReader(io.StringIO(package.files(own, one)["results.csv"].decode())):
            if row["breakdown"] in ("item", "factor") and row["n"]:
                shown.setdefault((row["breakdown"], row["code"]), set()).add(row["period"])
    assert shown
    assert [code for code, periods in shown.items() if periods == {"2026Q2", HALF}] == []


def test_no_line_of_the_distribution_counts_fewer_than_ten(own: Running, answering: Answering) -> None:
    for score, people in ((1, 2), (2, 9), (3, 4), (4, 31), (5, 60)):
        answering.say("PTHA0001", score, people)
    closed.close(answering.store, "so", period.parse("2026Q3"), "so")
    content = package.files(own, releases.every(own)[0])["distribution.csv"].decode()
    lines = [
        (row["lowest"], row["highest"], row["n"])
        for row in csv.DictReader(io.StringIO(content))
        if row["item"] == "A1"
    ]
    assert lines == [("1", "2", "11"), ("3", "4", "35"), ("5", "5", "60")]
