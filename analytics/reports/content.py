"""What a report says, block by block; the writers for Word, PDF and spreadsheets all read this."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from analytics.charts.answers import Division
from analytics.charts.course import Course
from analytics.charts.dots import Dots
from analytics.numbers import whole

# What a picture can show, as the data of the chart.
Drawn = Dots | Course | tuple[Division, ...]


@dataclass(frozen=True)
class Heading:
    """Level 1 is a part (I., II., or an annex), level 2 a section (1., 2.), level 3 below it (a), b))."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Item:
    """One line of a list with dashes."""

    text: str


@dataclass(frozen=True)
class Note:
    """Small print under a table or picture: how it is to be read."""

    text: str


@dataclass(frozen=True, eq=False)
class Table:
    """A table with numbers as numbers.

    name    the sheet of the workbook; unique within a report
    frame   every column, for the workbook
    shown   the columns a page has room for, in their order; empty means all
    unit    what the figures are measured in
    notes   how to read it
    listed  false when it is too long for paper: then only the workbook has it
    """

    name: str
    title: str
    frame: pd.DataFrame = field(repr=False)
    shown: tuple[str, ...] = ()
    unit: str = ""
    notes: tuple[str, ...] = ()
    listed: bool = True

    @property
    def page(self) -> pd.DataFrame:
        """What paper shows."""
        return self.frame[[c for c in self.shown if c in self.frame]] if self.shown else self.frame

    @property
    def said(self) -> tuple[str, ...]:
        """The small print below it."""
        return (f"Đơn vị tính: {self.unit}.", *self.notes) if self.unit else self.notes

    @property
    def elsewhere(self) -> str:
        """What paper says in place of a table that is too long for it."""
        return (
            f"{self.title}: {whole(len(self.frame))} dòng, xem trang “{self.name}” của tệp XLSX cùng báo cáo."
        )


@dataclass(frozen=True)
class Picture:
    """A chart as its data; `text` says in words what it shows, for those who do not see it."""

    title: str
    text: str
    of: Drawn


Block = Heading | Paragraph | Item | Note | Table | Picture


@dataclass(frozen=True)
class Seal:
    """A closed period: the digest of what was frozen, and the day it was closed."""

    digest: str
    closed_on: date


@dataclass(frozen=True)
class Letterhead:
    """What the form of a letter needs about its sender; what is not known stays open to be filled in.

    symbol     the office's part of "Số: …/BC-…"
    signer     the title under which the report is signed, line by line
    receivers  the lines of "Nơi nhận"
    """

    agency: str
    superior: str = ""
    symbol: str = ""
    place: str = ""
    signer: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """A whole report. Without a seal it is a draft: the writers say so on every page.

    subject  trích yếu: what the report is about, in one sentence
    method   how the figures were made, for the workbook; paper has it as an annex
    """

    letterhead: Letterhead
    subject: str
    body: Sequence[Block]
    annexes: Sequence[Block]
    method: Sequence[str]
    made_on: date
    seal: Seal | None = None

    @property
    def status(self) -> str:
        """The line at the foot of every page."""
        if self.seal is None:
            return f"Dự thảo lập ngày {self.made_on:%d/%m/%Y} khi kỳ chưa chốt; số liệu còn có thể thay đổi."
        return f"Số liệu đã chốt ngày {self.seal.closed_on:%d/%m/%Y}; mã kiểm tra: {self.seal.digest}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table once, in the order of the report."""
        found = [block for block in (*self.body, *self.annexes) if isinstance(block, Table)]
        return tuple({table.name: table for table in found}.values())
