"""From a release to the tables that are handed out; the API and every file say the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import lru_cache

from analytics import open_data
from analytics.review import Review
from analytics.rollup import Method
from survey.closing.snapshot import Facts, facts_of
from survey.open_table import Cell, Form, Table
from survey.opendata import forms, stored
from survey.published import releases
from survey.published.releases import Release
from survey.running import Running
from survey.settings import Settings
from survey.store import settings, units

Rows = Iterable[tuple[Cell, ...]]


@dataclass(frozen=True)
class Terms:
    """Under which terms the data may be used, and what must be said with them.

    name, title, address  the licence; the office chooses it
    site       where the data are published
    synthetic  sample data, nobody's results
    """

    name: str
    title: str
    address: str
    site: str
    synthetic: bool


def terms(live: Running) -> Terms:
    chosen: Settings = live.settings
    synthetic = bool(settings.get(live.store.db, settings.SYNTHETIC))
    return Terms(chosen.licence, chosen.licence_title, chosen.licence_url, chosen.base_url, synthetic)


def tables(live: Running, release: Release) -> list[Table]:
    """Every table of what the public may see of a release; made once, for it never changes."""
    return list(_tables(live, release, terms(live)))


@lru_cache(maxsize=64)
def _tables(live: Running, release: Release, said: Terms) -> tuple[Table, ...]:
    kept = facts_of(live.store, release.closing.number)
    about = Table(forms.PERIODS, (period_row(kept, release, said, int(release.sight.floor)),))
    return (about, *figures(live, release))


@lru_cache(maxsize=64)
def figures(live: Running, release: Release) -> tuple[Table, ...]:
    """Every table but that of the periods, which says under which terms they may be used."""
    # An area that was not closed with its units has the name that it had then.
    known = [astuple(unit) for unit in units.every(live.store.db, release.period.last)]
    facts = [release.closing.digest, known]
    return stored.tables(live, release.closing.number, facts, lambda: _worked_out(live, release))


def _worked_out(live: Running, release: Release) -> tuple[Table, ...]:
    kept = facts_of(live.store, release.closing.number)
    made = releases.reviews(live, release)
    found: list[tuple[Form, Rows]] = [
        (forms.UNITS, _units(kept, release)),
        (forms.QUESTIONNAIRES, _questionnaires(kept, made)),
        (forms.QUESTIONS, _questions(kept, made)),
        (forms.RESULTS, results(release, made)),
        (forms.DISTRIBUTION, distribution(release, made)),
        (forms.DICTIONARY, dictionary()),
    ]
    return tuple(Table(form, tuple(rows)) for form, rows in found)


def together(parts: Iterable[list[Table]]) -> list[Table]:
    """Several releases as one set of tables; what they share, such as a questionnaire, is there once."""
    rows: dict[Form, dict[tuple[Cell, ...], None]] = {form: {} for form in forms.FORMS}
    for part in parts:
        for table in part:
            rows[table.form] |= dict.fromkeys(table.rows)
    return [Table(form, tuple(own)) for form, own in rows.items()]


def period_row(kept: Facts, release: Release, said: Terms, floor: int) -> tuple[Cell, ...]:
    closing, shown = release.closing, release.period
    office = name_of(kept, closing.unit)
    source = f"{office}, {shown.full_name}, {said.site}/du-lieu"
    return (
        closing.unit, office, shown.label, shown.name, shown.first.isoformat(), shown.last.isoformat(),
        closing.day, closing.digest, Method(kept.method).label, kept.program, floor, said.name, source,
        said.synthetic,
    )  # fmt: skip


def name_of(kept: Facts, code: str) -> str:
    """What a unit was called when the period was closed."""
    return next((unit.name for unit in kept.units if unit.code == code), code)


def results(release: Release, made: Mapping[str, Review]) -> Iterator[tuple[Cell, ...]]:
    for review in made.values():
        for line in open_data.results(review, release.unit):
            yield (release.closing.unit, release.closing.period, *astuple(line))


def distribution(release: Release, made: Mapping[str, Review]) -> Iterator[tuple[Cell, ...]]:
    """For all that was closed together: a part of it would have to be planned anew for every answer."""
    for review in made.values():
        for step in open_data.distribution(review):
            yield (release.closing.unit, release.closing.period, *astuple(step))


def dictionary() -> Iterator[tuple[Cell, ...]]:
    for form in forms.FORMS:
        for one in form.columns:
            yield (form.name, one.name, one.kind.value, one.unit or None, one.vietnamese, one.english)


def _units(kept: Facts, release: Release) -> Rows:
    office, label = release.closing.unit, release.closing.period
    for unit in kept.units:
        area = kept.parents.get(unit.code)
        yield (office, label, unit.code, unit.name, unit.kind, unit.level or None, area)


def _questionnaires(kept: Facts, made: Iterable[str]) -> Rows:
    for form in map(kept.questionnaire, made):
        yield (form.key, form.title.get("vi"), form.official, form.source)


def _questions(kept: Facts, made: Iterable[str]) -> Rows:
    for form in map(kept.questionnaire, made):
        named = {factor.code: factor.name.get("vi") for factor in form.factors}
        for item in form.items:
            english = item.text.get("en") if "en" in form.languages else None
            yield (form.key, item.code, item.factor, named[item.factor], item.text.get("vi"), english)
