"""The page of the coverage measurement, in Vietnamese: tables, what they mean, and what is promised."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics.numbers import number, whole

LEAST_COVERAGE = 0.93
MOST_FALSE_MET = 0.05
# Twenty units as clusters are few for their own variance; there a little more is tolerated and said.
MOST_FALSE_MET_OF_CLUSTERS = 0.07
LARGEST_N = 400


@dataclass(frozen=True)
class Measured:
    """How one rule did: share of intervals that hold the truth, their mean width, share of false "đạt"."""

    coverage: float
    width: float
    false_met: float


@dataclass(frozen=True)
class Row:
    """One true share and one n; `measured` in the order of the table's rules."""

    share: float
    n: int
    measured: tuple[Measured, ...]


@dataclass(frozen=True)
class Table:
    """rules: names of the columns; promised: how many of them, from the left, must keep their word.

    elsewhere  the least coverage over every n between the measured ones, where that was computed
    """

    title: str
    text: str
    rules: tuple[str, ...]
    promised: int
    rows: tuple[Row, ...]
    clustered: bool = False
    elsewhere: float | None = None

    def kept(self) -> Iterator[tuple[Row, Measured]]:
        """The promised cells."""
        for row in self.rows:
            for measured in row.measured[: self.promised]:
                yield row, measured

    def broken(self) -> list[str]:
        """The promised cells that do not keep their word as printed, to a tenth of a percent."""
        return [
            f"{self.title}: tỷ lệ {_percent(row.share)}, {row.n} phiếu: {_cell(measured)}"
            for row, measured in self.kept()
            if round(measured.coverage, 3) < LEAST_COVERAGE
            or round(measured.false_met, 3) > self.most_false_met(row.n)
        ]

    def most_false_met(self, n: int) -> float:
        return MOST_FALSE_MET_OF_CLUSTERS if self.clustered and n >= LARGEST_N else MOST_FALSE_MET


def write_page(tables: Sequence[Table], samples: int, seed: int, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_page(tables, samples, seed)) + "\n", encoding="utf-8")


def _page(tables: Sequence[Table], samples: int, seed: int) -> Iterator[str]:
    yield "# Khoảng tin cậy và kết luận đúng đến đâu"
    yield ""
    yield (
        "Khoảng tin cậy 95 % là lời hứa: cứ 100 lần khảo sát thì khoảng 95 lần khoảng ấy chứa giá trị thật."
        " Trang này đo lời hứa đó trên số liệu giả lập, nơi giá trị thật được biết trước. Mọi con số do lệnh"
        f" `python -m analytics.coverage` sinh ra (hạt giống {seed}, {whole(samples)} lần khảo sát giả lập"
        f" cho mỗi ô, sai số do giả lập khoảng ±{number(200 * (0.05 * 0.95 / samples) ** 0.5, 1)} điểm %;"
        " bảng đầu tính đúng, không giả lập); chạy lại lệnh cho đúng những con số này."
    )
    yield ""
    yield "## Cam kết"
    yield ""
    yield from _promise(tables)
    yield ""
    yield "## Cách đọc"
    yield ""
    yield (
        "Mỗi ô ghi ba số: **bao phủ** (tỷ lệ khoảng tin cậy chứa giá trị thật) / **độ rộng** trung bình"
        " (điểm %) / **“đạt” nhầm** (tỷ lệ kết luận “đạt” khi giá trị thật nằm đúng ở mục tiêu, tức là trường"
        " hợp khó nhất). “Tỷ lệ thật” là tỷ lệ hài lòng trong tổng thể giả lập."
    )
    for table in tables:
        yield ""
        yield from _table(table)


def _promise(tables: Sequence[Table]) -> Iterator[str]:
    for table in (t for t in tables if t.promised):
        coverage = min(measured.coverage for _, measured in table.kept())
        false_met = max(measured.false_met for _, measured in table.kept())
        yield (
            f"- {table.title}: bao phủ thấp nhất {_percent(coverage)}"
            f" (cam kết ít nhất {_percent(LEAST_COVERAGE)}), “đạt” nhầm nhiều nhất {_percent(false_met)}"
            f" ({_limit(table)}). {_reach(table)}"
        )


def _reach(table: Table) -> str:
    """For which n the promise is made; a promise of some sizes must not be read as one of all."""
    sizes = sorted({row.n for row in table.rows})
    cells = f"Cam kết này nói về {len(table.rows)} ô của bảng ({_listed(sizes)} phiếu)"
    if table.elsewhere is None:
        return f"{cells}."
    between = f"qua mọi cỡ mẫu từ {sizes[0]} đến {sizes[-1]} phiếu"
    return f"{cells}; {between}, bao phủ thấp nhất là {_percent(table.elsewhere)}."


def _listed(sizes: Sequence[int]) -> str:
    return ", ".join(map(whole, sizes[:-1])) + f" và {whole(sizes[-1])}" if len(sizes) > 1 else f"{sizes[0]}"


def _limit(table: Table) -> str:
    if table.clustered:
        largest = f"riêng {LARGEST_N} phiếu trong 20 đơn vị: {_percent(MOST_FALSE_MET_OF_CLUSTERS)}"
        return f"cam kết không quá {_percent(MOST_FALSE_MET)}; {largest}"
    return f"cam kết không quá {_percent(MOST_FALSE_MET)}"


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.title}"
    yield ""
    yield table.text
    yield ""
    yield f"| Tỷ lệ thật | Số phiếu | {' | '.join(table.rules)} |"
    yield "|---" * (2 + len(table.rules)) + "|"
    for row in table.rows:
        cells = " | ".join(_cell(measured) for measured in row.measured)
        yield f"| {_percent(row.share, 0)} | {row.n} | {cells} |"


def _cell(measured: Measured) -> str:
    width = number(100 * measured.width, 1)
    return f"{_percent(measured.coverage)} / {width} / {_percent(measured.false_met)}"


def _percent(share: float, decimals: int = 1) -> str:
    return f"{number(100 * share, decimals)} %"
