"""An index from period to period: which periods are shown, and the figure of each."""

from analytics.breakdown import trend
from analytics.disclosure.floors import Hidden, words
from analytics.estimate import Estimate
from analytics.nesting import name_of
from analytics.review import Row
from analytics.within import Wider, Within
from survey import period
from survey.answer_matrix import of_part
from survey.answered import MOST_ANSWERS, Counted, Sight, answered, counted, first_told, of_form
from survey.remembered import remembered
from survey.running import Running

TREND_PERIODS = 8
# Weeks are judged by those of the first periods with answers: what is usual does not slide with the view.
BASELINE_PERIODS = 2
MOST_FIGURES = 1_000

Trend = list[tuple[str, Estimate | None]]


def of_sight(live: Running, sight: Sight, key: str, item: str = "") -> Trend:
    """The index of a questionnaire, or of one of its questions, up to the period; oldest first."""
    return _course(live, sight, _periods(live, sight.whole, key), key, item)


def of_closed(live: Running, sight: Sight, key: str) -> Trend:
    """The same over the closed periods alone."""
    return _course(live, sight, tuple(one for one in _periods(live, sight.whole, key) if one.closing), key)


def of_unit(live: Running, sight: Sight, key: str, unit: str) -> Trend:
    """The index of one unit among all of the sight, None in every period in which the plan hides it."""
    periods = _periods(live, sight, key)
    return _group_trend(live, periods, sight.floor, key, name_of("unit", unit), frozenset({unit}))


def rows_of(found: Trend, floor: int) -> tuple[Row, ...]:
    """The periods of a trend as lines of a table."""
    hidden = words(Hidden.SMALL, floor)
    return tuple(Row(name, name, e.n, e) if e else Row(name, name, 0, hidden=hidden) for name, e in found)


def _course(live: Running, sight: Sight, periods: tuple[Counted, ...], key: str, item: str = "") -> Trend:
    if sight.group:
        return _group_trend(live, periods, sight.floor, key, sight.group, sight.units)
    return _trend(live, periods, sight.floor, key, item)


def _periods(live: Running, sight: Sight, key: str) -> tuple[Counted, ...]:
    run = period.run(sight.period, TREND_PERIODS)
    return tuple(counted(live, sight.at(one)).only(key) for one in run)


def watched(live: Running, sight: Sight, key: str) -> tuple[Counted, ...]:
    """The periods that a trend shows and, where they began earlier, the first ones with answers."""
    shown, first = period.run(sight.period, TREND_PERIODS), first_told(live, sight, key)
    if first is None:
        return _periods(live, sight, key)
    every = shown[::-1]
    while every[-1].previous().last >= first:
        every.append(every[-1].previous())
    earliest = [one for one in reversed(every) if one.last >= first][:BASELINE_PERIODS]
    kept = [*(one for one in earliest if one not in shown), *shown]
    return tuple(counted(live, sight.at(one)).only(key) for one in kept)


def _trend(live: Running, periods: tuple[Counted, ...], floor: int, key: str, item: str) -> Trend:
    return [told for what in periods for told in _in_period(live, what, floor, key, item)]


# Each period by itself: an answer of today leaves those before it as they were.
@remembered(MOST_FIGURES, len)
def _in_period(live: Running, what: Counted, floor: int, key: str, item: str) -> Trend:
    answers = of_form(answered(live, what), key)
    if answers and item:
        answers = of_part(answers, item)
    return trend([(what.period.name, answers)], floor) if answers else []


def _group_trend(
    live: Running, periods: tuple[Counted, ...], floor: int, key: str, name: str, members: frozenset[str]
) -> Trend:
    return [told for what in periods for told in _group_in_period(live, what, floor, key, name, members)]


@remembered(MOST_FIGURES, len)
def _group_in_period(
    live: Running, what: Counted, floor: int, key: str, name: str, members: frozenset[str]
) -> Trend:
    wider = wider_of(live, what, key, floor)
    own = wider.answers.about["unit"].isin(members) if wider else None
    if wider is None or own is None or not own.any():
        return []
    within = Within(wider, name, frozenset(wider.answers.about.loc[own, "unit"]))
    shown = trend([(what.period.name, wider.answers.where(own.to_numpy()))], floor)
    return [(what.period.name, None)] if within.hidden else shown


@remembered(MOST_ANSWERS, lambda found: len(found.answers) if found else 0)
def wider_of(live: Running, what: Counted, key: str, floor: int) -> Wider | None:
    found = of_form(answered(live, what), key)
    return Wider(found, floor) if found else None
