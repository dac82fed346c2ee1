"""What one questionnaire says about one period: every figure with n, interval, verdict, and change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analytics.answers import Answers, Places
from analytics.breakdown import (
    Group,
    change_of,
    figure_in,
    figure_of,
    groups_of,
    judged,
    people_of,
    sample_of,
    several_units,
    with_merged_points,
)
from analytics.cautions import cautions
from analytics.change import Change
from analytics.design import Design, Participation, choose_design
from analytics.disclosure import Floor, ReleasePlan
from analytics.disclosure.floors import Hidden, words
from analytics.disclosure.merging import AND
from analytics.estimate import Estimate
from analytics.index import expectation_index, share
from analytics.nesting import NESTED, TOTAL, plan_of, plan_of_question
from analytics.questions import asked_in, withheld
from analytics.rollup import Method
from analytics.rows import GROUPINGS, By, Review, Row
from analytics.sample import Sample
from analytics.target import Target, target_of
from analytics.within import Within

__all__ = ["By", "Review", "Row", "review", "whole"]


def review(
    answers: Answers,
    before: Answers | None = None,
    targets: Sequence[Target] = (),
    names: Mapping[str, str] | None = None,
    floor: int = Floor.INSIDE,
    method: Method = Method.MEAN_OF_ITEMS,
    participation: Participation = Participation.EVERY_UNIT,
    population: Mapping[str, int] | None = None,
    within: Within | None = None,
    question_of: Answers | None = None,
) -> Review:
    """Compute every figure of one questionnaire and period.

    Parameters
    ----------
    answers, before
        The valid questionnaires of the period and of the one before; `about` has `unit` and `level` and may
        have area, procedure, channel.
    targets
        A unit is judged by the target of its level.
    names
        Words for the keys of units, levels, procedures, …; a key without one stands for itself.
    floor
        Fewest answers behind a shown figure: 5 inside, 10 in public. The release plan hides further rows
        where subtraction would give a hidden one away.
    participation
        Which units took part, and why these: it chooses the design of figures of several units together.
    population
        People who could have answered, by unit, where known: a verdict says when not even all of them decide.
    within
        The wider release of which these answers are one group, when the reader sees that too: what it hides
        stays hidden, and no level or area is shown inside the group.
    question_of
        The answers to the whole questionnaire, where `answers` are those to one of its questions alone, or to
        one factor.

    Returns
    -------
    Review. Figures of several units together are design-based, by `choose_design`; figures of one unit rest
    on its own cautious n_eff, so that its verdict is the same on every page, whichever other units a reader
    may see.
    """
    words = names or {}
    design = choose_design(participation if several_units(answers) else Participation.ONE_UNIT)
    people = population or {}
    maker = _Maker(answers, before, targets, words, floor, method, design, within, people, question_of)
    rows = maker.breakdowns()
    return Review(
        structure=answers.structure,
        n=len(answers),
        units=answers.units,
        overall=maker.whole(),
        overall_question=maker.apart("overall", "Hài lòng chung", share(answers.overall)),
        expectation=maker.apart("expectation", "Tỷ lệ đáp ứng mong đợi", expectation_index(answers)),
        rows=rows,
        method=method,
        design=design,
        floor=floor,
        population=people,
    )


def whole(
    answers: Answers,
    before: Answers | None = None,
    floor: int = Floor.INSIDE,
    method: Method = Method.MEAN_OF_ITEMS,
    within: Within | None = None,
    question_of: Answers | None = None,
) -> Row:
    """Compute the index of everybody with its change alone: `review(...).overall` without a target.

    For many figures at once, each of other answers; the arguments and what is hidden are those of `review`.
    """
    design = choose_design(Participation.EVERY_UNIT if several_units(answers) else Participation.ONE_UNIT)
    return _Maker(answers, before, (), {}, floor, method, design, within, {}, question_of).whole()


@dataclass(frozen=True)
class _Maker:
    """The answers and rules that every row of one review is made from."""

    answers: Answers
    before: Answers | None
    targets: Sequence[Target]
    names: Mapping[str, str]
    floor: int
    method: Method
    design: Design
    within: Within | None
    population: Mapping[str, int]
    question_of: Answers | None

    @cached_property
    def withheld(self) -> frozenset[str]:
        """Questions and factors that would tell each other, or those of another unit."""
        return self._withheld_of(self.answers)

    def _withheld_of(self, answers: Answers) -> frozenset[str]:
        return withheld(answers, self.floor) | (self.within.withheld if self.within else frozenset())

    @cached_property
    def nested(self) -> ReleasePlan:
        """One plan for all breakdowns whose groups contain each other."""
        if self.question_of is None:
            return plan_of(self.answers, self.floor)
        return plan_of_question(self.answers, self.floor, plan_of(self.question_of, self.floor))

    @cached_property
    def sample(self) -> Sample | None:
        """The design over everybody, for the whole and for each question and factor."""
        return sample_of(self.answers, self.design)

    @cached_property
    def compared(self) -> Answers | None:
        """The period before, where its own release shows the whole of it."""
        if self.before is None or len(self.before) < self.floor:
            return None
        if self.within:
            return self.before if self.within.before and not self.within.before.hidden else None
        return self.before if plan_of(self.before, self.floor).allows(TOTAL) else None

    @cached_property
    def earlier(self) -> dict[By, dict[str, Places]]:
        """Where the groups of the period before stand: only those that its own release shows."""
        return dict(self._earlier_groups())

    def _earlier_groups(self) -> Iterator[tuple[By, dict[str, Places]]]:
        before = self.before
        if before is None or len(before) < self.floor:
            return
        nested = plan_of(before, self.floor)
        for by in (by for by in GROUPINGS if by.value in before.about):
            groups = groups_of(before, by.value, self.floor, nested if by.value in NESTED else None)
            yield by, {group.key: group.rows for group in groups if not self._hidden_before(by, group)}

    def _hidden_before(self, by: By, group: Group) -> bool:
        if group.hidden or self.within is None or by is By.POINT:
            return bool(group.hidden)
        return self.within.before is None or bool(self.within.before.hides(by.value, group.key))

    @cached_property
    def concealed(self) -> str:
        """Why the whole is hidden: by a wider release, or because it would tell a part of the period."""
        if self.question_of and asked_in(self.answers.structure) & self._withheld_of(self.question_of):
            return words(Hidden.PROTECTS, self.floor)
        return self.within.hidden if self.within else self.nested.reason(TOTAL)

    def apart(self, key: str, name: str, estimate: Estimate) -> Row:
        hidden = self.concealed or (words(Hidden.SMALL, self.floor) if estimate.n < self.floor else "")
        if estimate.n == 0:
            hidden = "phiếu này không hỏi"
        return Row(key, name, 0, hidden=hidden) if hidden else Row(key, name, estimate.n, estimate)

    def breakdowns(self) -> dict[By, tuple[Row, ...]]:
        if self.concealed and self.within:
            return {}
        shown = [by for by in GROUPINGS if by.value in self.answers.about]
        if self.concealed:
            # What adds up to a hidden whole would tell it; units, levels and areas have one plan with it.
            return {by: tuple(self.groups(by)) for by in shown if by.value in NESTED}
        if self.within:
            shown = [by for by in shown if by not in (By.LEVEL, By.AREA)]
        if several_units(self.answers):
            shown = [by for by in shown if by is not By.POINT]
        rows = {by: tuple(self.groups(by)) for by in shown}
        return rows | {By.FACTOR: tuple(self.factors()), By.ITEM: tuple(self.items())}

    def whole(self) -> Row:
        levels = set(self.answers.about["level"].unique()) if "level" in self.answers.about else set()
        target = target_of(self.targets, levels.pop() if len(levels) == 1 else "")
        name = self.answers.structure.title
        hidden = words(Hidden.SMALL, self.floor) if len(self.answers) < self.floor else ""
        if hidden := hidden or self.concealed:
            return Row("", name, 0, hidden=hidden, target=target)
        return self._row("", name, self.answers, self.compared, target)

    def groups(self, by: By) -> Iterator[Row]:
        plan = self.nested if by.value in NESTED else None
        answers = with_merged_points(self.answers, self.floor) if by is By.POINT else self.answers
        for group in groups_of(answers, by.value, self.floor, plan):
            name = self._named(group.key)
            target = target_of(self.targets, group.level if by in (By.UNIT, By.LEVEL) else "")
            few = words(Hidden.SMALL, self.floor) if len(group.rows) < self.floor else ""
            if hidden := group.hidden or few or self._hidden_within(by, group.key):
                yield Row(group.key, name, 0, target=target, level=group.level, hidden=hidden)
                continue
            own = self.answers.where(group.rows)
            yield replace(
                self._row(group.key, name, own, self._earlier(by, group), target), level=group.level
            )

    def _named(self, key: str) -> str:
        return " + ".join(self.names.get(part, part) for part in key.split(AND)) or "(không ghi)"

    def _hidden_within(self, by: By, key: str) -> str:
        # A point is of one unit alone, so no other table has it.
        return self.within.hides(by.value, key) if self.within and by is not By.POINT else ""

    def factors(self) -> Iterator[Row]:
        for factor in self.answers.structure.factors:
            columns = self.answers.structure.columns_of(factor.code)
            made = figure_in(self.sample, self.answers, self.method, columns)
            yield self._shown(Row(factor.code, factor.name, made.index.n, made.index, made.mean))

    def items(self) -> Iterator[Row]:
        target = target_of(self.targets, "")
        for place, item in enumerate(self.answers.structure.items):
            made = figure_in(self.sample, self.answers, self.method, (place,))
            counts = np.bincount(self.answers.scores[:, place], minlength=6)[1:6]
            row = Row(item.code, item.text, made.index.n, made.index, made.mean, target)
            yield self._shown(row, tuple(int(n) for n in counts))

    def _shown(self, row: Row, counts: tuple[int, ...] = ()) -> Row:
        if row.n < self.floor or row.key in self.withheld:
            cause = Hidden.SMALL if row.n < self.floor else Hidden.PROTECTS
            return Row(row.key, row.name, 0, hidden=words(cause, self.floor))
        said = cautions(row.index, several_units(self.answers)) if row.index else ()
        return replace(row, counts=counts, cautions=said)

    def _row(
        self, key: str, name: str, answers: Answers, before: Answers | None, target: Target | None
    ) -> Row:
        made = figure_of(answers, self.method, self.design)
        change = self._change(before, answers) if before is not None and len(before) else None
        judgement = judged(made.index, target, people_of(answers, self.population))
        said = cautions(made.index, several_units(answers))
        return Row(key, name, len(answers), made.index, made.mean, target, judgement, change, cautions=said)

    def _change(self, before: Answers, answers: Answers) -> Change:
        return change_of(before, answers, self.method, self.design)

    def _earlier(self, by: By, group: Group) -> Answers | None:
        places = self.earlier.get(by, {}).get(group.key)
        return self.before.where(places) if self.before is not None and places is not None else None
