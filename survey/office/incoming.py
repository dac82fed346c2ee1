"""A file on its way in: what its columns mean, what that makes of its rows, and where they would count."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from survey import period
from survey.clock import today
from survey.loading import foreign, foreign_sheet, foreign_taking, mapping
from survey.loading.foreign import Reading
from survey.loading.foreign_sheet import Sheet
from survey.loading.foreign_taking import Settled
from survey.loading.mapping import Meaning
from survey.loading.responses import IMPORTED
from survey.loading.table import Numbered
from survey.office import drafts
from survey.office.points import labelled
from survey.office.rights import scope
from survey.period import Calendar
from survey.questionnaire import Questionnaire
from survey.running import running
from survey.store import closings, mappings, questionnaires, responses
from survey.store.errors import NotFound
from survey.store.points import Point


@dataclass(frozen=True)
class Landing:
    """Where some of the responses count: a point, a quarter, the closed periods they are too late for."""

    point: str
    unit: str
    label: str
    quarter: str
    count: int
    closed: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """What became of a file, for its page once it is gone."""

    name: str
    stored: int
    repeated: int
    landings: tuple[Landing, ...]


@dataclass(frozen=True)
class Draft:
    """A file with what its columns mean now, and what that makes of its rows.

    points  those of the person, by code, with what they are called
    """

    name: str
    path: Path
    sheet: Sheet
    form: Questionnaire
    meaning: Meaning
    reading: Reading
    settled: Settled
    points: Mapping[str, tuple[Point, str]]

    @property
    def point(self) -> str:
        """Where the rows belong that name no point."""
        code = self.meaning.point
        return self.points[code][1] if code in self.points else code

    @property
    def faults(self) -> list[str]:
        """Why no row can be taken as the columns are mapped now."""
        return self.reading.faults or foreign_taking.faults(self.sheet, self.settled)

    @property
    def left_out(self) -> list[str]:
        """The columns that are not stored."""
        return [title for title in self.sheet.heading if title and not self.meaning.columns.get(title)]

    @property
    def unasked(self) -> list[str]:
        """The questions that no column answers."""
        mapped = self.meaning.columns.values()
        return [question.code for question in self.form.questions if question.code not in mapped]

    @property
    def alike(self) -> int:
        """How many of the new rows say just what was imported before: a file saved in another way does."""
        db, new = running().store.db, [one for _, one in self.settled.new]
        kept = responses.contents(db, IMPORTED, {one.unit for one in new}, {one.day for one in new})
        own = {one.token for _, one in self.settled.repeated}
        before = Counter(said for token, said in kept.items() if token not in own)
        return (Counter((one.day, *one.content()) for one in new) & before).total()

    @property
    def samples(self) -> dict[str, str]:
        """The first thing that stands in each column."""
        rows = [cells for _, cells in self.sheet.rows]
        return {
            title: next((row[place] for row in rows if place < len(row) and row[place]), "")
            for place, title in enumerate(self.sheet.heading)
            if title
        }

    @property
    def fields(self) -> dict[str, str]:
        """What a column can mean: the questions first."""
        asked = {q.code: f"{q.code} · {q.text.get('vi')}" for q in self.form.questions}
        return {**asked, **mapping.TITLES}


def keep(path: Path, point: Point) -> None:
    """Note what the columns of a new file mean: as last time, or as the headings suggest."""
    live = running()
    form = live.questionnaire(questionnaires.latest_key(live.store.db, point.questionnaire))
    sheet = foreign_sheet.sheet(path, form, read=_rows)
    drafts.note(path, _first_meaning(sheet, form, point.code).to_json())


def draft(name: str) -> Draft:
    """Raises NotFound when it is another person's, too old, or imported already."""
    live = running()
    path = drafts.find(live.settings.home, scope().account.name, name)
    noted = drafts.noted(path)
    if not noted:
        raise NotFound("Không còn biết các cột của tệp này là gì; hãy gửi lại.")
    meaning = mapping.from_json(noted)
    form = live.questionnaire(meaning.questionnaire)
    try:
        sheet = foreign_sheet.sheet(path, form, meaning.page, meaning.row, _rows)
    except FileNotFoundError as gone:
        # A second click: the first one has just taken the file.
        raise NotFound("Tệp này vừa được nhập xong; hãy tải lại trang.") from gone
    return _read(Draft(name, path, sheet, form, meaning, Reading(), Settled((), (), ()), labelled()))


def change(found: Draft, meaning: Meaning) -> None:
    """Keep what the person says the columns mean, for the next file too.

    Raises LoadError when the sheet or the row of the heading that is chosen now has no rows below it.
    """
    table = (found.meaning.page, found.meaning.row)
    if (meaning.page, meaning.row) != table:
        sheet = foreign_sheet.sheet(found.path, found.form, meaning.page, meaning.row, _rows)
        first = _first_meaning(sheet, found.form, meaning.point)
        meaning, found = replace(first, page=meaning.page, row=meaning.row), replace(found, sheet=sheet)
    drafts.note(found.path, meaning.to_json())
    with running().store.write() as db:
        header = mapping.digest(found.sheet.heading)
        mappings.put(db, scope().account.unit, header, meaning.to_json(), today())


def take(found: Draft) -> None:
    """Take every row or none; raises LoadError with every fault."""
    store, who = running().store, scope().account.name
    done = foreign_taking.load(store, found.sheet, found.reading, who)
    told = Taken(found.sheet.name, len(done.new), len(done.repeated), landings(replace(found, settled=done)))
    drafts.finish(found.path, json.dumps(asdict(told), ensure_ascii=False))


def taken(name: str) -> Taken | None:
    """What became of a draft of this person; None when it is not imported."""
    told = drafts.ended(running().settings.home, scope().account.name, name)
    if not told:
        return None
    read = json.loads(told)
    return Taken(**{**read, "landings": tuple(Landing(**one) for one in read["landings"])})


def landings(found: Draft) -> tuple[Landing, ...]:
    """Where the new rows would count, by point and quarter."""
    counted = Counter((one.point, one.unit, one.day) for _, one in found.settled.new)
    shut = _closed({unit for _, unit, _ in counted})
    found_in: Counter[tuple[str, str, str, str, tuple[str, ...]]] = Counter()
    for (point, unit, day), count in counted.items():
        quarter = period.of(date.fromisoformat(day))
        late = tuple(words for units, first, last, words in shut if unit in units and first <= day <= last)
        found_in[found.points[point][1], unit, quarter.label, quarter.name, late] += count
    return tuple(
        Landing(point, unit, label, quarter, count, late)
        for (point, unit, label, quarter, late), count in sorted(found_in.items())
    )


def _closed(units: set[str]) -> list[tuple[frozenset[str], str, str, str]]:
    """The closings in force that cover some of these units: whose, from when to when, and in words."""
    db = running().store.db
    found = closings.in_force_of(db, units)
    covered = closings.units_of_each(db, found)
    return [
        (
            covered[one.number],
            one.first,
            one.last,
            period.parse(one.period, Calendar(one.calendar)).full_name,
        )
        for one in found
    ]


def _read(found: Draft) -> Draft:
    live = running()
    offered = {code: point for code, (point, _) in found.points.items()}
    reading = foreign.read(found.sheet, found.meaning, found.form, offered, live.secrets[0])
    return replace(found, reading=reading, settled=foreign_taking.settle(live.store, reading))


def _first_meaning(sheet: Sheet, form: Questionnaire, point: str) -> Meaning:
    """As the same heading was mapped last time, or most of it, or as it suggests.

    A day for the whole file is asked for again: another file was filled in on other days.
    """
    for kept in _remembered(sheet):
        before = mapping.from_json(kept)
        if before.questionnaire.partition("@")[0] == form.code and mapping.alike(before, sheet.heading):
            return replace(mapping.carried(before, sheet.heading, form, point), day="", page="", row=0)
    return mapping.suggest(sheet.heading, form, point)


def _remembered(sheet: Sheet) -> Sequence[str]:
    """The mapping of this very heading, then the latest ones of the unit."""
    db, unit = running().store.db, scope().account.unit
    same = mappings.get(db, unit, mapping.digest(sheet.heading))
    return [*([same] if same else []), *mappings.latest(db, unit)]


def _rows(path: Path, page: str) -> list[Numbered]:
    """The rows of a sheet, kept beside the file: a workbook takes seconds to unpack."""
    kept = path.with_name(f".{hashlib.sha256(page.encode()).hexdigest()[:16]}.json")
    if kept.exists():
        return [(number, tuple(cells)) for number, cells in json.loads(kept.read_text(encoding="utf-8"))]
    found = foreign_sheet.filled(path, page)
    kept.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return found
