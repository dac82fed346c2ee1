"""The figures that pages show, from the answers that were given. All computing is done in `analytics`."""

from dataclasses import dataclass, replace

from analytics.analysis import Analysis, analyse
from analytics.answers import Answers
from analytics.design import participation_of
from analytics.questions import withheld
from analytics.releases import planned_with
from analytics.review import Review, Row, review, whole
from analytics.target import Target
from analytics.within import Within
from survey import naming, population
from survey.answer_matrix import of_part
from survey.answered import Counted, Sight, answered, before, code_of, counted, of_form
from survey.closing.snapshot import Facts, facts_of
from survey.period import Period
from survey.questionnaire import Kind
from survey.remembered import remembered
from survey.running import Running
from survey.store import points, populations, targets, units
from survey.store.units import Unit
from survey.trends import watched, wider_of

# An overview of many questionnaires breaks down by these only; the chosen one by everything.
FEW = ("unit", "level", "area")
COLUMNS = ("unit", "level", "area", "procedure", "channel", "point")
INDICATOR = "chi_so_hai_long"
# A line is about 3 kB.
MOST_LINES, MOST_FIGURES, MOST_ANALYSES = 50_000, 1_000, 32


@dataclass(frozen=True)
class _Basis:
    """Everything a review depends on, so that a kept one is never shown for other facts."""

    now: Counted
    before: Counted
    columns: tuple[str, ...]
    floor: int
    targets: tuple[targets.Target, ...]
    units: tuple[Unit, ...]
    people: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    asked: tuple[tuple[str, tuple[str, ...]], ...]
    seen: frozenset[str]
    all: Counted
    all_before: Counted
    group: str

    @property
    def sizes(self) -> population.Sizes:
        return {populations.Kind(kind): dict(own) for kind, own in self.people}

    def only(self, key: str) -> "_Basis":
        return replace(
            self,
            now=self.now.only(key),
            before=self.before.only(key),
            all=self.all.only(key),
            all_before=self.all_before.only(key),
        )


def reviews(live: Running, sight: Sight, chosen: str = "") -> dict[str, Review]:
    """By questionnaire version that was answered; by unit and level only, the chosen one by everything."""
    few = _basis(live, sight, FEW)
    everything = replace(few, columns=COLUMNS)
    found = {
        key: _review(live, (everything if key == chosen else few).only(key), key, "")
        for key in few.now.versions
    }
    return {key: made for key, made in found.items() if made}


def versions(live: Running, sight: Sight) -> list[str]:
    """The questionnaire versions that were answered."""
    return counted(live, sight).versions


def detail(live: Running, sight: Sight, key: str, item: str = "") -> Review | None:
    """A questionnaire, or one of its questions alone, by every breakdown; None when nobody answered."""
    return _review(live, _basis(live, sight, COLUMNS).only(key), key, item)


def since(live: Running, sight: Sight, form: str, part: str, earlier: Period) -> Row | None:
    """A questionnaire by its code, or a factor or question of it, with its change since an earlier period.

    None when nobody answered.
    """
    basis = replace(
        _basis(live, sight, FEW),
        before=counted(live, sight.at(earlier)),
        all_before=counted(live, sight.whole.at(earlier)),
    )
    key = next((key for key in reversed(basis.now.versions) if code_of(key) == form), "")
    return _since(live, basis.only(key), key, part) if key else None


def analysis(live: Running, sight: Sight, key: str) -> tuple[Review, Analysis] | None:
    """A questionnaire with what to ask after its figures; None when nobody answered."""
    basis = _basis(live, sight, COLUMNS).only(key)
    made = _review(live, basis, key, "")
    return (made, _analysis(live, basis, watched(live, sight, key), key)) if made else None


def known_targets(live: Running, what: Counted) -> tuple[targets.Target, ...]:
    """Those in force at the end of the period; a closed one keeps those of its closing."""
    if what.closing:
        return facts_of(live.store, what.closing).targets
    return tuple(targets.on(live.store.db, what.period.last))


def targets_of(kind: Kind, known: tuple[targets.Target, ...]) -> list[Target]:
    """The targets for a kind of questionnaire, the strictest first."""
    chosen = [t for t in known if t.indicator == INDICATOR and t.scope in ("", kind.value)]
    chosen.sort(key=lambda target: (-target.value, target.code))
    return [Target.of_percent(t.code, t.value, t.document, t.level, t.status == "verified") for t in chosen]


def _basis(live: Running, sight: Sight, columns: tuple[str, ...]) -> _Basis:
    db, now, everybody = live.store.db, counted(live, sight), counted(live, sight.whole)
    closed = facts_of(live.store, now.closing) if now.closing else None
    # What was closed says the same words whatever is counted of its people later.
    sizes = {} if closed else population.of(live, sight)
    asked = closed.asked if closed else points.asked(db, sight.units, sight.day)
    return _Basis(
        now=now,
        before=before(live, sight, now),
        columns=columns,
        floor=sight.floor,
        targets=known_targets(live, now),
        units=_named(live, sight, closed if now.day is None else None),
        people=tuple((kind.value, tuple(sorted(own.items()))) for kind, own in sizes.items()),
        asked=tuple(asked.items()),
        seen=sight.units,
        all=everybody,
        all_before=before(live, sight.whole, everybody),
        group=sight.group,
    )


def _named(live: Running, sight: Sight, closed: Facts | None) -> tuple[Unit, ...]:
    """Every unit of the day; a closed period's own as they were closed, its areas are not among them."""
    known = units.every(live.store.db, sight.day)
    if closed is None:
        return tuple(known)
    own = {unit.code for unit in closed.units}
    return (*closed.units, *(unit for unit in known if unit.code not in own))


def _within(live: Running, basis: _Basis, key: str) -> Within | None:
    everybody = (basis.now.forms, basis.before.forms) == (basis.all.forms, basis.all_before.forms)
    if not basis.group or everybody:
        return None
    now, then = (wider_of(live, what, key, basis.floor) for what in (basis.all, basis.all_before))
    if now is None:
        return None
    earlier = Within(then, basis.group, frozenset(basis.before.units)) if then else None
    return Within(now, basis.group, frozenset(basis.now.units), earlier)


@dataclass(frozen=True, eq=False)
class _Sides:
    """The answers of a period and of the one before, of a whole questionnaire or of a part of it."""

    now: Answers
    earlier: Answers | None
    within: Within | None
    question_of: Answers | None = None


def _sides(live: Running, basis: _Basis, key: str, part: str) -> _Sides | None:
    now, earlier = answered(live, basis.now).get(key), of_form(answered(live, basis.before), key)
    within = _within(live, basis, key)
    if now is None or not part:
        return _Sides(now, earlier, within) if now else None
    alone = of_part(now, part)
    return _Sides(alone, _part_before(earlier, part, basis.floor, within), within, now) if alone else None


def _part_before(earlier: Answers | None, part: str, floor: int, within: Within | None) -> Answers | None:
    """A question or factor in the period before, where its own release shows it."""
    if earlier is None:
        return None
    hidden = withheld(earlier, floor) | (within.before.withheld if within and within.before else frozenset())
    return None if part in hidden else of_part(earlier, part)


@remembered(MOST_LINES, lambda made: sum(map(len, made.rows.values())) if made else 0)
def _review(live: Running, basis: _Basis, key: str, part: str) -> Review | None:
    # No default for the part: with it and without it would be kept as two results.
    sides = _sides(live, basis, key, part)
    if sides is None:
        return None
    now = sides.now
    people = population.of_form(live, basis.sizes, key)
    asked = set(dict(basis.asked).get(code_of(key), ())) & basis.seen
    return review(
        replace(now, about=now.about[planned_with(now.about, basis.columns)]),
        sides.earlier,
        targets_of(live.questionnaire(key).kind, basis.targets),
        naming.words(live.store.db, basis.units, basis.now.units),
        floor=basis.floor,
        participation=participation_of(basis.now.units, asked, people),
        population=people,
        within=sides.within,
        question_of=sides.question_of,
    )


@remembered(MOST_FIGURES)
def _since(live: Running, basis: _Basis, key: str, part: str) -> Row | None:
    sides = _sides(live, basis, key, part)
    if sides is None:
        return None
    return whole(sides.now, sides.earlier, basis.floor, within=sides.within, question_of=sides.question_of)


@remembered(MOST_ANALYSES)
def _analysis(live: Running, basis: _Basis, periods: tuple[Counted, ...], key: str) -> Analysis:
    made = _review(live, basis, key, "")
    assert made is not None  # noqa: S101 - analysis() asks first
    history = [of_form(answered(live, what), key) for what in periods]
    received = {unit: n for unit, form, n in basis.now.forms if form == key}
    return analyse(answered(live, basis.now)[key], made, [one for one in history if one], received)
