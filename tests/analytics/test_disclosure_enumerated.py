"""The audit against every table of whole numbers that fits what is published, on small random releases."""

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.disclosure import audit, read_cells, release_plan
from analytics.disclosure.audit import protected
from analytics.disclosure.cells import Kind

# Far above any published sum of these tables.
ENDLESS = 60
QUICK = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def values_of(cells, published, group):
    """Every (n, x) that a group has in some table fitting the published sums, one atom after the other."""
    sums = [cells.groups[one].atoms for one in sorted(published)]
    states = {(tuple(value for atoms in sums for value in cells.total(atoms)), 0, 0)}
    for number, atom in enumerate(cells.atoms):
        inside = [at for at, atoms in enumerate(sums) if number in atoms]
        counted = number in cells.groups[group].atoms
        states = {
            (left, n + own * counted, x + satisfied * counted)
            for rest, n, x in states
            for own in counts_of(atom, rest, inside)
            for satisfied in (range(own + 1) if cells.with_x else (0,))
            if (left := less(rest, inside, own, satisfied)) is not None
        }
    return {(n, x) for rest, n, x in states if not any(rest)}


def counts_of(atom, rest, inside):
    """That nobody answered is said of a unit, so nobody is what it has."""
    most = min([atom.most, ENDLESS, *(rest[2 * at] for at in inside)])
    return range(atom.least, most + 1) if atom.n else (0,)


def less(rest, inside, n, x):
    """The published sums without these answers; None when they cannot be part of them."""
    left = list(rest)
    for at in inside:
        left[2 * at] -= n
        left[2 * at + 1] -= x
        if not 0 <= left[2 * at + 1] <= left[2 * at]:
            return None
    return tuple(left)


def spans_of(cells, published, group):
    found = values_of(cells, published, group)
    return [(min(values), max(values)) for values in zip(*found, strict=True)]


def too_narrow(cells, published, group, floor):
    """By trying: n or x spans less than the floor, and less than before anything was published."""
    kept = [a for a in cells.groups[group].atoms if cells.atoms[a].n]
    most = sum(cells.atoms[a].most for a in kept)
    wanted = min(floor, most - sum(cells.atoms[a].least for a in kept)), min(floor, most)
    spans = spans_of(cells, published, group)
    narrow = [high - low < width for (low, high), width in zip(spans, wanted, strict=True)]
    return narrow[0] or (cells.with_x and narrow[1])


def out(plan):
    """The groups whose figures a release shows; what a unit has beyond its children bears the unit's name."""
    groups = enumerate(plan.cells.groups)
    return {at for at, group in groups if group.name in plan.shown and group.kind is not Kind.REST}


def bounded(cells, published, floor):
    """Protected groups of which every part lies in some published sum: of others nothing limits the count."""
    covered = {a for a, atom in enumerate(cells.atoms) if not atom.n}.union(
        *(cells.groups[one].atoms for one in published)
    )
    return [g for g in protected(cells, published, floor) if cells.groups[g].atoms <= covered]


@st.composite
def releases(draw):
    """Two to five units of up to three answers under two parents, some also under parents of a second kind.

    Parents may be published themselves, and may have answers that belong to none of their units.
    """
    rows = {f"u{i}": unit(draw) for i in range(draw(st.integers(2, 5)))}
    for parent in ("p0", "p1", "q0", "q1"):
        below = [row for row in rows.values() if parent in (row["parent"], row["parent_b"])]
        if below and draw(st.booleans()):
            more = draw(st.integers(0, 2)) if parent[0] == "p" else 0
            counts = {key: sum(row[key] for row in below) for key in ("n", "x")}
            rows[parent] = {
                "n": counts["n"] + more,
                "x": counts["x"] + draw(st.integers(0, more)),
                "parent": "all" if parent[0] == "p" else "",
                "parent_b": "",
            }
    table = pd.DataFrame.from_dict(rows, orient="index")
    optional = draw(st.sampled_from([[], ["x"], ["most"], ["x", "most"]]))
    return table.drop(columns=[column for column in optional if column in table])


def unit(draw):
    n = draw(st.integers(0, 3))
    return {
        "n": n,
        "x": draw(st.integers(0, n)),
        "parent": draw(st.sampled_from(["p0", "p1"])),
        "parent_b": draw(st.sampled_from(["", "q0", "q1"])),
        "most": n + draw(st.integers(0, 4)),
    }


@QUICK
@given(releases(), st.integers(1, 3), st.data())
def test_the_audit_names_just_the_groups_that_trying_every_table_narrows(table, floor, data):
    cells = read_cells(table)
    units = [at for at, group in enumerate(cells.groups) if group.kind is not Kind.REST]
    published = data.draw(st.sets(st.sampled_from(units)))
    found = {exposure.group: exposure for exposure in audit(cells, published, floor)}
    judged = bounded(cells, published, floor)
    assert set(found) == {group for group in judged if too_narrow(cells, published, group, floor)}
    for group, exposure in found.items():
        spans = spans_of(cells, published, group)
        assert (exposure.n.least, exposure.n.most) == spans[0]
        if cells.with_x:
            assert (exposure.x.least, exposure.x.most) == spans[1]


@QUICK
@given(releases(), st.integers(1, 3))
def test_no_release_lets_trying_every_table_narrow_a_hidden_group(table, floor):
    plan = release_plan(table, floor)
    judged = bounded(plan.cells, out(plan), floor)
    assert not [group for group in judged if too_narrow(plan.cells, out(plan), group, floor)]


def test_a_class_of_three_pupils_does_not_empty_the_page():
    # What a reader knows of 1A beforehand: one to three answers. The release must leave all three possible.
    counts = {"n": [2, 40, 30, 12, 84], "parent": ["s"] * 4 + [""], "most": [3, 60, 50, 30, 200]}
    plan = release_plan(pd.DataFrame(counts, index=["1A", "1B", "1C", "1D", "s"]))
    assert {"s", "1B"} <= plan.shown
    assert spans_of(plan.cells, out(plan), [g.name for g in plan.cells.groups].index("1A"))[0] == (1, 3)
