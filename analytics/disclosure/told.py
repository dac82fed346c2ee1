"""Whether a figure follows from those that are shown: then showing it tells nothing new."""

from collections.abc import Iterable

import numpy as np

from analytics.disclosure.audit import Known
from analytics.disclosure.equations import Component
from analytics.disclosure.plan import ReleasePlan

SURE = 1e-8


def is_told(plan: ReleasePlan, groups: Iterable[str]) -> bool:
    """Say whether the sum of some groups can be worked out from the shown figures of a plan.

    Parameters
    ----------
    plan    the release; what it hides, and how far that can be narrowed, is settled already
    groups  names of groups that do not overlap; those that the plan does not know have no answers

    Returns
    -------
    True when the sum is a linear combination of shown figures. A figure that is allowed by this rule needs
    no plan: no reader learns more from it, beside however many others. Method: what is left of the sum after
    all that is known must lie in the row space of the published sums (least squares without residual).
    """
    place = {group.name: at for at, group in enumerate(plan.cells.groups)}
    known = Known.of(plan.cells, {place[name] for name in plan.shown})
    chosen = [plan.cells.groups[place[name]].atoms for name in groups if name in place]
    atoms = frozenset[int]().union(*chosen)
    if not known.bounds_all_of(atoms):
        return False
    return all(_adds_up(system, atoms) for system in known.touched(atoms))


def _adds_up(system: Component, atoms: frozenset[int]) -> bool:
    order = sorted(system.atoms)
    wanted = np.array([atom in atoms for atom in order], dtype=np.float64)
    sums = np.array([[atom in one.atoms for one in system.equations] for atom in order], dtype=np.float64)
    found, *_ = np.linalg.lstsq(sums, wanted, rcond=None)
    return bool(np.abs(sums @ found - wanted).max() < SURE)
