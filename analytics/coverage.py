"""Measure how often intervals hold the truth and verdicts are wrong: python -m analytics.coverage.

Writes the Vietnamese page docs/do-phu.md from a fixed seed, and fails when a promise of the page is not kept.
Everything measured is the code that is shipped.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import binom

from analytics.aggregate import index_in, prepare, shares_in
from analytics.answers import Answers
from analytics.charts.coverage import draw as draw_table
from analytics.coverage_page import Measured, Row, Table, write_page
from analytics.design import CLUSTER
from analytics.estimate import Estimate, Verdict
from analytics.index import proportion, unit_index
from analytics.intervals import ONE_SIDED, Bounds, clopper_pearson, jeffreys, wald, wilson
from analytics.numbers import percent
from analytics.page import page
from analytics.precision import composite_phi
from analytics.simulation import World, around, draw, with_companions
from analytics.verdict import decide, one_sided
from analytics.weights import Floats

SEED = 20261121
SAMPLES = 20_000
SHARES = (0.85, 0.90, 0.95, 0.98)
SIZES = (30, 100, 400)
CLUSTERS = {30: 6, 100: 10, 400: 20}
UNITS_OF_A_LEVEL = 20
PAGE = Path("docs/do-phu.md")


@dataclass(frozen=True)
class Rule:
    """A named interval for x of n, for comparison with the one in use."""

    name: str
    two_sided: Callable[[float, int], Bounds]
    one_sided: Callable[[float, int], Bounds]


def _wald(p: float, n: int, tail: float = 0.025) -> Bounds:
    return wald(p, (p * (1 - p) / n) ** 0.5, tail)


OTHERS = (
    Rule("Wilson cho cả kết luận", wilson, lambda p, n: wilson(p, n, ONE_SIDED)),
    Rule("Clopper–Pearson", clopper_pearson, lambda p, n: clopper_pearson(p, n, ONE_SIDED)),
    Rule("Jeffreys", jeffreys, lambda p, n: jeffreys(p, n, ONE_SIDED)),
    Rule("Wald (p ± 1,96 sai số)", _wald, lambda p, n: _wald(p, n, ONE_SIDED)),
)


def one_question() -> Table:
    """One question in one unit, by enumerating every possible count: exact."""
    rows = tuple(_enumerated(p, n) for p, n in product(SHARES, SIZES))
    coverage, false_met = _wilson_at_every_size()
    return Table(
        "Một câu hỏi của một đơn vị",
        "Khoảng tin cậy Wilson; kết luận theo cận một phía chính xác (Clopper–Pearson). Số phiếu hài lòng"
        " nhảy từng phiếu một, nên kết quả dao động theo cỡ mẫu: qua mọi cỡ mẫu từ 30 đến 400, khoảng Wilson"
        f" bao phủ thấp nhất {percent(coverage, 1)}, và nếu dùng Wilson cho cả kết luận thì “đạt” nhầm nhiều"
        f" nhất {percent(false_met, 1)}. Cột Wald cho thấy vì sao không dùng công thức quen thuộc.",
        ("Đang dùng", *(rule.name for rule in OTHERS)),
        1,
        rows,
        elsewhere=coverage,
    )


def _wilson_at_every_size() -> tuple[float, float]:
    """The least coverage and the most false "đạt" of Wilson's rule alone, at every promised n."""
    found = []
    for p, n in product(SHARES, range(SIZES[0], SIZES[-1] + 1)):
        x = np.arange(n + 1)
        chance, (lower, upper) = binom.pmf(x, n, p), wilson(x / n, n)
        holds, met = (lower <= p) & (upper >= p), wilson(x / n, n, ONE_SIDED).lower >= p
        found.append((chance[holds].sum(), chance[met].sum()))
    coverage, false_met = np.array(found).T
    return float(coverage.min()), float(false_met.max())


def _enumerated(p: float, n: int) -> Row:
    chance = binom.pmf(np.arange(n + 1), n, p)
    figures = [proportion(x, n) for x in range(n + 1)]
    used = np.array([_outcome(figure, p) for figure in figures])
    others = [np.array([_of_rule(rule, x / n, n, p) for x in range(n + 1)]) for rule in OTHERS]
    return Row(p, n, tuple(Measured(*map(float, chance @ outcome)) for outcome in (used, *others)))


def _of_rule(rule: Rule, p: float, n: int, truth: float) -> tuple[float, float, float]:
    lower, upper = (float(x) for x in rule.two_sided(p, n))
    bound = float(rule.one_sided(p, n).lower)
    return float(lower <= truth <= upper), min(upper, 1.0) - max(lower, 0.0), float(bound >= truth)


def _outcome(figure: Estimate, truth: float) -> tuple[float, float, float]:
    """Does the interval hold the truth, how wide is it, and is the verdict a false "đạt"?"""
    interval = figure.interval
    if interval is None:
        return 0.0, 1.0, 0.0
    holds = interval.lower <= truth <= interval.upper
    met = decide(Bounds(*one_sided(figure)), truth) is Verdict.MET
    return float(holds), interval.upper - interval.lower, float(met)


def composite_of_one_unit(samples: int, asked: int | None) -> Table:
    """The index of 20 items in one unit, φ pooled over 20 units of its level, and from the unit alone."""
    rows = tuple(
        Row(p, n, _measured(_units(World(around(p), asked=asked), n, samples, cell), p))
        for cell, (p, n) in enumerate(product(SHARES, SIZES))
    )
    rotation = "" if asked is None else f", mỗi người được hỏi ngẫu nhiên {asked} trong 20 câu"
    return Table(
        f"Chỉ số tổng hợp của một đơn vị{rotation}",
        "Trung bình 20 chỉ số câu hỏi, hai câu trả lời của cùng một người tương quan 0,3. φ gộp lấy từ 20 đơn"
        " vị cùng cấp; “riêng đơn vị” chỉ dùng phiếu của chính đơn vị và cố ý thận trọng hơn: các trang và"
        " báo cáo dùng cách này, để kết luận của một đơn vị không tùy người xem thấy được những đơn vị nào.",
        ("φ gộp của cấp", "riêng đơn vị"),
        2,
        rows,
    )


def _units(world: World, n: int, samples: int, cell: int) -> Iterator[tuple[Estimate, Estimate]]:
    levels = max(samples // UNITS_OF_A_LEVEL, 1)
    unit = np.repeat(np.arange(UNITS_OF_A_LEVEL), n)
    about = pd.DataFrame({"unit": unit})
    for drawn in draw(world, n * UNITS_OF_A_LEVEL, levels, SEED + cell):
        phi = composite_phi(replace(drawn, about=about))
        for start in range(0, len(unit), n):
            own = replace(drawn, scores=drawn.scores[start : start + n])
            yield unit_index(own, phi=phi), unit_index(own)


def several_units(samples: int, icc: float, promised: int) -> Table:
    """Units as clusters: one question among others, and the index of 20 items."""
    rows = tuple(
        Row(p, n, _of_clusters(p, n, icc, samples, cell))
        for cell, (p, n) in enumerate(product(SHARES, SIZES))
    )
    beyond = (
        " Bảng này không nằm trong cam kết: khi các đơn vị khác nhau nhiều mà chỉ có ít đơn vị, kết luận sát"
        " mục tiêu cần được xem là chưa rõ."
    )
    return Table(
        f"Nhiều đơn vị, mỗi đơn vị một cụm (tương quan trong đơn vị {icc:.2f})".replace(".", ","),
        "30, 100 và 400 phiếu trong 6, 10 và 20 đơn vị to nhỏ khác nhau (lớn nhất gấp khoảng bốn lần nhỏ"
        " nhất). Wilson trên số quan sát hiệu dụng n/deff, deff gộp qua 20 câu hỏi, phân vị t."
        + ("" if promised else beyond),
        ("một câu hỏi", "chỉ số tổng hợp"),
        promised,
        rows,
        clustered=True,
    )


def _of_clusters(p: float, n: int, icc: float, samples: int, cell: int) -> tuple[Measured, ...]:
    def figures(world: World, figure: Callable[[Answers], Estimate]) -> Iterator[tuple[Estimate]]:
        for drawn in draw(world, n, samples, SEED + 100 + cell, CLUSTERS[n]):
            yield (figure(drawn),)

    question, index = World(with_companions(p), icc), World(around(p), icc)
    sample = prepare(next(draw(index, n, 1, SEED, CLUSTERS[n])), CLUSTER)
    return (
        *_measured(figures(question, lambda drawn: shares_in(sample, drawn)[0]), p),
        *_measured(figures(index, lambda drawn: index_in(sample, drawn)), p),
    )


def _measured(figures: Iterable[tuple[Estimate, ...]], truth: float) -> tuple[Measured, ...]:
    outcomes: Floats = np.array([[_outcome(figure, truth) for figure in each] for each in figures])
    return tuple(Measured(*map(float, rule)) for rule in outcomes.mean(axis=0))


def measure(samples: int) -> list[Table]:
    return [
        one_question(),
        composite_of_one_unit(samples, asked=None),
        composite_of_one_unit(samples, asked=5),
        several_units(samples, icc=0.05, promised=2),
        several_units(samples, icc=0.15, promised=0),
    ]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=PAGE)
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("--pictures", type=Path, help="also write the pictures as one HTML file")
    chosen = parser.parse_args(arguments)
    tables = measure(chosen.samples)
    write_page(tables, chosen.samples, SEED, chosen.out)
    if chosen.pictures:
        notes = (f"{chosen.samples} lần khảo sát giả lập cho mỗi trường hợp, hạt giống {SEED}.",)
        chosen.pictures.write_text(page("Bao phủ", [draw_table(one) for one in tables], {}, notes), "utf-8")
    broken = [cell for table in tables for cell in table.broken()]
    for cell in broken:
        print(f"Không giữ cam kết – {cell}", file=sys.stderr)
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
