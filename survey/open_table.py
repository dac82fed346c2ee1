"""A table for other programs: what each column means, stands beside it in two languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

Cell = str | int | float | bool | None


class Kind(Enum):
    """What a column holds; the value is the type's name in Table Schema."""

    TEXT = "string"
    COUNT = "integer"
    NUMBER = "number"
    DAY = "date"
    FLAG = "boolean"


@dataclass(frozen=True)
class Column:
    """`unit` is what the numbers are measured in; `blank`: the cell may be empty."""

    name: str
    kind: Kind
    vietnamese: str
    english: str
    unit: str = ""
    blank: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """These columns name a row of another table."""

    columns: tuple[str, ...]
    table: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """What a table is: its columns, which of them tell its rows apart, and where they point."""

    name: str
    vietnamese: str
    english: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class Table:
    """Rows of cells in the order of the columns."""

    form: Form
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> Iterator[dict[str, Cell]]:
        for row in self.rows:
            yield dict(zip(self.form.names, row, strict=True))
