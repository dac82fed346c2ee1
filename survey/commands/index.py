"""sipas index: the figures of a period, on paper's precision or to the last digit."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields

import click
import pandas as pd

from analytics.numbers import DECIMALS, NOTHING, number
from analytics.records import Record, records
from analytics.review import By, Review
from analytics.spreadsheet import csv_text
from analytics.tables import summary, table
from survey import period, running
from survey.answered import Sight
from survey.clock import today
from survey.commands.home import initialised
from survey.commands.options import CALENDAR
from survey.period import Calendar
from survey.results import detail, reviews
from survey.running import Running
from survey.store import units

BREAKDOWNS = (By.UNIT, By.LEVEL, By.FACTOR, By.ITEM, By.PROCEDURE, By.CHANNEL)


@click.command("index")
@click.option("--period", "label", required=True, help="Kỳ, ví dụ 2026Q3, 2026H1, 2025-2026HK1.")
@CALENDAR
@click.option(
    "--by", type=click.Choice([by.value for by in BREAKDOWNS]), help="Chia theo; bỏ trống là số chung."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="Bảng để đọc, hoặc csv, json với đủ chữ số.",
)
@click.option(
    "--tree",
    type=click.Choice(["period", "today"]),
    default="period",
    show_default=True,
    help="Gộp theo cây tổ chức của kỳ hay của hôm nay.",
)
def index_command(label: str, calendar: str, by: str | None, form: str, tree: str) -> None:
    """Tính chỉ số hài lòng của một kỳ: số phiếu, khoảng tin cậy, kết luận so với mục tiêu, thay đổi."""
    chosen = period.parse(label, Calendar(calendar))
    with closing(running.start(initialised())) as live:
        everybody = frozenset(unit.code for unit in units.every(live.store.db))
        sight = Sight(everybody, chosen, tree_of=today() if tree == "today" else None)
        found = _reviews(live, sight)
    if not found and form == "table":
        click.echo(f"{chosen.full_name}: chưa có phiếu trả lời nào.")
    writers = {"table": _table, "csv": _csv, "json": _json}
    writers[form](found, sight, By(by) if by else None)


def _reviews(live: Running, sight: Sight) -> list[Review]:
    found = (detail(live, sight, key) for key in reviews(live, sight))
    return [review for review in found if review]


def _table(found: list[Review], sight: Sight, by: By | None) -> None:
    for review in found:
        frame = summary(review) if by is None else table(review.by(by))
        click.echo(
            f"\n{review.structure.title} ({review.structure.questionnaire}) – {sight.period.full_name}"
        )
        click.echo(_text(frame))
        for line in (*review.method_lines(), sight.tree):
            click.echo(f"  {line}")


def _text(frame: pd.DataFrame) -> str:
    """Columns side by side: figures to the right, words to the left."""
    columns = []
    for name in frame.columns:
        cells = [str(name), *(_cell(value) for value in frame[name])]
        width = max(map(len, cells))
        figures = pd.api.types.is_numeric_dtype(frame[name])
        columns.append([cell.rjust(width) if figures else cell.ljust(width) for cell in cells])
    return "\n".join("  ".join(line).rstrip() for line in zip(*columns, strict=True))


def _cell(value: object) -> str:
    if isinstance(value, float):
        return number(value, 0 if value.is_integer() else DECIMALS)
    return NOTHING if value is None else str(value)


def _csv(found: list[Review], sight: Sight, by: By | None) -> None:
    del sight
    rows = [vars(record) for record in _records(found, by)]
    frame = pd.DataFrame(rows, columns=[field.name for field in fields(Record)])
    click.echo(csv_text(frame.astype({"n": "Int64"})), nl=False)


def _json(found: list[Review], sight: Sight, by: By | None) -> None:
    chosen = sight.period
    told = {
        "period": chosen.label,
        "calendar": chosen.calendar.value,
        "first": chosen.first.isoformat(),
        "last": chosen.last.isoformat(),
        "tree": sight.day.isoformat(),
        "by": by.value if by else None,
        "unit_of_index": "percent",
        "methods": {review.structure.questionnaire: review.method_lines() for review in found},
        "rows": [vars(record) for record in _records(found, by)],
    }
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))


def _records(found: list[Review], by: By | None) -> Iterator[Record]:
    for review in found:
        yield from records(review, by)
