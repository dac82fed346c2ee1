"""Which questions and factors may be shown beside the index that they make up."""

from collections.abc import Mapping

import numpy as np

from analytics.answers import NO_ANSWER, Answers, places_of
from analytics.releases import PART
from analytics.structure import Structure


def withheld(answers: Answers, floor: int) -> frozenset[str]:
    """Name the questions and factors that are not shown, by their codes.

    A period made of shorter ones (`about` has `part`) hides what any of these hides: less the others, which
    are out, it would tell just that.
    """
    parts = places_of(answers, PART).values() if PART in answers.about else ()
    found = [_withheld(answers.where(places), floor) for places in parts]
    return _withheld(answers, floor).union(*found)


def _withheld(answers: Answers, floor: int) -> frozenset[str]:
    """The same for one period by itself.

    Those with fewer than `floor` answers; and because a factor is the mean of its questions, and the index
    that of all, a single one among its kind takes a second one with it, the one of fewest answers. Who got
    which question is drawn at random and known to nobody, so no plan across units is needed as for `within`.
    Nobody is protected by hiding what nobody answered. Decision of this project.
    """
    structure, answered = answers.structure, answers.scores != NO_ANSWER
    factors = {
        factor.code: int(answered[:, structure.columns_of(factor.code)].any(axis=1).sum())
        for factor in structure.factors
    }
    counts = dict(zip(structure.codes, np.count_nonzero(answered, axis=0).tolist(), strict=True))
    found = _with_second(factors, floor)
    for factor in structure.factors:
        own = {item.code: counts[item.code] for item in structure.items if item.factor == factor.code}
        found |= set(own) if factor.code in found else _with_second(own, floor)
    return frozenset(found)


def asked_in(structure: Structure) -> frozenset[str]:
    """Name the part of a questionnaire that this structure is: its only question, or its factors."""
    codes = structure.codes
    return frozenset(codes if len(codes) == 1 else (factor.code for factor in structure.factors))


def _with_second(counts: Mapping[str, int], floor: int) -> set[str]:
    small = {code for code, n in counts.items() if 0 < n < floor}
    others = sorted((code for code, n in counts.items() if n >= floor), key=lambda code: counts[code])
    return small | set(others[:1]) if len(small) == 1 else small
