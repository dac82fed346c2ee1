"""What one questionnaire says about one period: every figure with n, interval, verdict, and change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analytics.aggregate_change import NOBODY
from analytics.answers import Answers
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
from analytics.design import Design, Participation, choose_design
from analytics.disclosure import Floor, ReleasePlan
from analytics.disclosure.floors import Hidden, words
from analytics.disclosure.merging import AND
from analytics.earlier import Earlier
from analytics.estimate import Estimate
from analytics.index import expectation_index, share
from analytics.listing import marked
from analytics.nesting import NESTED, plan_of, plan_of_question
from analytics.questions import asked_in, withheld
from analytics.releases import TOTAL
from analytics.rollup import Method
from analytics.rows import GROUPINGS, By, Review, Row
from analytics.sample import Sample
from analytics.target import Target, target_of
from analytics.within import Within

__all__ = ["By", "Review", "Row", "review", "whole"]


Names = Mapping[str, str]


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
    def earlier(self) -> Earlier:
        return Earlier(self.before, self.floor, self.within)

    @cached_property
    def apart_from_others(self) -> Names:
        """Units of either period whose own figures the reader sees: leaving them out tells nothing new."""
        known = By.UNIT.value in self.answers.about
        now = groups_of(self.answers, By.UNIT.value, self.floor, self.nested) if known else ()
        shown = {g.key for g in now if not self._reason_now(By.UNIT, g)} | {*self.earlier.keys(By.UNIT)}
        return {unit: self._named(unit) for unit in shown}

    def _reason_now(self, by: By, group: Group) -> str:
        few = words(Hidden.SMALL, self.floor) if len(group.rows) < self.floor else ""
        return group.hidden or few or self._hidden_within(by, group.key)

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
            return {by: self.lines(by) for by in shown if by.value in NESTED}
        if self.within:
            shown = [by for by in shown if by not in (By.LEVEL, By.AREA)]
        if several_units(self.answers):
            shown = [by for by in shown if by is not By.POINT]
        rows = {by: self.lines(by) for by in shown}
        return rows | {By.FACTOR: tuple(self.factors()), By.ITEM: tuple(self.items())}

    def whole(self) -> Row:
        whole = Row("", self.answers.structure.title, 0, target=self.common_target)
        hidden = words(Hidden.SMALL, self.floor) if len(self.answers) < self.floor else ""
        if hidden := hidden or self.concealed:
            return replace(whole, hidden=hidden)
        return self._filled(whole, self.answers, self.earlier.whole, self.apart_from_others)

    @cached_property
    def common_target(self) -> Target | None:
        """That of the one level that answered, else the one for all levels: for whatever mixes units."""
        levels = set(self.answers.about["level"].unique()) if "level" in self.answers.about else set()
        return target_of(self.targets, levels.pop() if len(levels) == 1 else "")

    def lines(self, by: By) -> tuple[Row, ...]:
        rows = tuple(self.groups(by))
        return marked(rows) if by is By.UNIT else rows

    def groups(self, by: By) -> Iterator[Row]:
        plan = self.nested if by.value in NESTED else None
        # Units by another breakdown have no table that tells them apart.
        apart = self.apart_from_others if plan else NOBODY
        answers = with_merged_points(self.answers, self.floor) if by is By.POINT else self.answers
        for group in groups_of(answers, by.value, self.floor, plan):
            own = by in (By.UNIT, By.LEVEL)
            target = target_of(self.targets, group.level) if own else self.common_target
            row = Row(group.key, self._named(group.key), 0, target=target, level=group.level)
            if hidden := self._reason_now(by, group):
                yield replace(row, hidden=hidden)
                continue
            before = self.earlier.group(by, group.key)
            yield self._filled(row, self.answers.where(group.rows), before, apart)

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
        target = self.common_target
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

    def _filled(self, row: Row, answers: Answers, before: Answers | None, apart: Names) -> Row:
        made, n = figure_of(answers, self.method, self.design), len(answers)
        change = change_of(before, answers, self.method, self.design, apart) if before else None
        judgement = judged(made.index, row.target, people_of(answers, self.population))
        said = cautions(made.index, several_units(answers))
        return replace(
            row, n=n, index=made.index, mean=made.mean, judgement=judgement, change=change, cautions=said
        )
