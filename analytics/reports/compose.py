"""The whole report in its order, with numbers on its parts, tables, and pictures."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from string import ascii_lowercase

from analytics.reports import (
    annexes,
    channels,
    factors,
    follow_up,
    overall,
    procedures,
    proposals,
    scope,
    strengths,
    units,
)
from analytics.reports.content import Block, Heading, Paragraph, Picture, Report, Table
from analytics.reports.material import Material

# The form ends the last words of a document with this sign.
END = "Trên đây là Báo cáo kết quả khảo sát sự hài lòng {0} của {1}./."
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def compose(material: Material) -> Report:
    """Write the report of a period; every figure comes from reviews that a release plan has passed."""
    details = [block for part in (factors, units, procedures, channels) for block in part.blocks(material)]
    body = [
        *scope.blocks(material),
        *overall.blocks(material),
        *([Heading(1, "Kết quả chi tiết"), *details] if details else []),
        *strengths.blocks(material),
        *follow_up.blocks(material),
        *proposals.blocks(material),
        Paragraph(END.format(_lower(material.window.name), material.letterhead.agency)),
    ]
    numbers = _Numbers()
    return Report(
        letterhead=material.letterhead,
        subject=f"Kết quả khảo sát sự hài lòng {_lower(material.window.name)}",
        body=[numbers.put(block, _part) for block in body],
        annexes=[numbers.put(block, _annex) for block in annexes.blocks(material)],
        method=annexes.method_of(material),
        made_on=material.made_on,
        seal=material.seal,
    )


class _Numbers:
    """Running numbers of headings, tables, and pictures; the body and the annexes count their parts apart."""

    def __init__(self) -> None:
        self.headings: dict[Callable[[int], str], list[int]] = {}
        self.tables, self.pictures = count(1), count(1)

    def put(self, block: Block, part: Callable[[int], str]) -> Block:
        """The block with its number before its text."""
        if isinstance(block, Heading):
            return replace(block, text=f"{self._heading(block.level, part)} {block.text}")
        if isinstance(block, Table):
            return replace(block, title=f"Bảng {next(self.tables)}. {block.title}")
        if isinstance(block, Picture):
            return replace(block, title=f"Hình {next(self.pictures)}. {block.title}")
        return block

    def _heading(self, level: int, part: Callable[[int], str]) -> str:
        found = self.headings.setdefault(part, [0, 0, 0])
        found[level - 1] += 1
        found[level:] = [0] * (len(found) - level)
        written = (part, "{}.".format, _letter)[level - 1]
        return written(found[level - 1])


def _part(number: int) -> str:
    return f"{ROMAN[number]}."


def _annex(number: int) -> str:
    return f"Phụ lục {number}."


def _letter(number: int) -> str:
    return f"{ascii_lowercase[number - 1]})"


def _lower(name: str) -> str:
    """A period's name inside a sentence: "Quý III/2026" → "quý III/2026"."""
    return name[:1].lower() + name[1:]
