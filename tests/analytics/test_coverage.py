import re
from pathlib import Path

import numpy as np
import pytest

from analytics import coverage
from analytics.charts.coverage import draw as draw_table
from analytics.coverage_page import Measured, Row, Table, _promise
from analytics.simulation import World, around, cluster_sizes, draw, with_companions

PAGE = Path(__file__).parents[2] / "docs" / "do-phu.md"
CELL = re.compile(r"(\d+,\d) % / \d+,\d / (\d+,\d) %")


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text(encoding="utf-8")


def rows_of(page, title):
    section = page.split(f"## {title}\n")[1].split("\n## ")[0]
    lines = [line.split(" | ") for line in section.splitlines() if re.match(r"\| \d", line)]
    return [
        (int(cells[1]), [tuple(map(_number, CELL.match(c.strip()).groups())) for c in map(_plain, cells[2:])])
        for cells in lines
    ]


def _plain(cell):
    return cell.strip(" |")


def _number(text):
    return float(text.replace(",", "."))


PROMISED = [
    ("Một câu hỏi của một đơn vị", 1),
    ("Chỉ số tổng hợp của một đơn vị", 2),
    ("Chỉ số tổng hợp của một đơn vị, mỗi người được hỏi ngẫu nhiên 5 trong 20 câu", 2),
    ("Nhiều đơn vị, mỗi đơn vị một cụm (tương quan trong đơn vị 0,05)", 2),
]


@pytest.mark.parametrize(("title", "columns"), PROMISED)
def test_the_page_keeps_its_promises(page, title, columns):
    rows = rows_of(page, title)
    assert len(rows) == 12
    for n, cells in rows:
        for held, false_met in cells[:columns]:
            assert held >= 93.0
            assert false_met <= (7.0 if "cụm" in title and n == 400 else 5.0)


def test_the_exact_table_of_the_page_is_what_the_code_gives(page):
    for row, (n, cells) in zip(coverage.one_question().rows, rows_of(page, PROMISED[0][0]), strict=True):
        assert row.n == n
        found = [(100 * m.coverage, 100 * m.false_met) for m in row.measured]
        assert found == [pytest.approx(cell, abs=0.0501) for cell in cells]


def test_the_promise_says_for_which_sizes_it_is_made(page):
    (promise,) = _promise([coverage.one_question()])
    assert promise in page.splitlines()
    assert "12 ô của bảng (30, 100 và 400 phiếu)" in promise
    assert promise.endswith("qua mọi cỡ mẫu từ 30 đến 400 phiếu, bao phủ thấp nhất là 91,8 %.")
    kept = page.split("## Cam kết")[1].split("## Cách đọc")[0]
    assert kept.count("Cam kết này nói về 12 ô") == len(PROMISED)


def test_the_command_writes_the_page_again(tmp_path):
    out = tmp_path / "docs" / "page.md"
    coverage.main(["--out", str(out), "--samples", "20"])
    written = out.read_text(encoding="utf-8")
    assert all(f"## {title}\n" in written for title, _ in PROMISED)
    assert "20 lần khảo sát" in written


def test_the_same_seed_draws_the_same_people():
    one, two = (next(draw(World(around(0.9)), 50, 1, seed=3)) for _ in range(2))
    assert (one.scores == two.scores).all()


def test_drawn_items_have_their_true_shares_and_people_agree_with_themselves():
    world = World(with_companions(0.9), icc=0.05)
    drawn = next(draw(world, 60_000, 1, seed=5, clusters=20_000))
    satisfied = drawn.scores >= 4
    assert satisfied.mean(axis=0) == pytest.approx(world.shares, abs=0.01)
    assert np.corrcoef(satisfied.T)[0, 5] == pytest.approx(0.3, abs=0.04)


def test_people_of_one_unit_are_as_alike_as_wanted():
    drawn = next(draw(World((0.9,) * 20, icc=0.15), 40_000, 1, seed=6, clusters=10_000))
    unit = drawn.about["unit"].to_numpy()
    first = np.unique(unit, return_index=True)[1]
    pairs = first[first + 1 < len(unit)]
    pairs = pairs[unit[pairs] == unit[pairs + 1]]
    satisfied = (drawn.scores >= 4).astype(float)
    found = np.corrcoef(satisfied[pairs].ravel(), satisfied[pairs + 1].ravel())[0, 1]
    assert found == pytest.approx(0.15, abs=0.03)


def test_rotation_asks_everybody_the_same_number():
    drawn = next(draw(World(around(0.9), asked=5), 30, 1, seed=2))
    assert (np.count_nonzero(drawn.scores, axis=1) == 5).all()


def test_units_are_unequal_and_add_up():
    sizes = cluster_sizes(400, 20)
    assert sizes.sum() == 400
    assert 3 <= sizes[-1] / sizes[0] <= 5


def test_a_broken_promise_is_named():
    good, bad = Measured(0.95, 0.1, 0.04), Measured(0.92, 0.1, 0.06)
    table = Table("Bảng", "", ("một", "hai"), 1, (Row(0.9, 400, (bad, good)),))
    assert table.broken() == ["Bảng: tỷ lệ 90,0 %, 400 phiếu: 92,0 % / 10,0 / 6,0 %"]
    assert Table("Bảng", "", ("một",), 1, (Row(0.9, 400, (good, bad)),)).broken() == []
    assert Table("Bảng", "", (), 1, (Row(0.9, 400, (Measured(0.95, 0.1, 0.06),)),), True).broken() == []


def test_the_picture_of_coverage_names_the_least_and_what_is_promised():
    rows = (Row(0.95, 30, (Measured(0.95, 0.1, 0.01),)), Row(0.98, 100, (Measured(0.92, 0.1, 0.01),)))
    drawing = draw_table(Table("Thử", "", ("Đang dùng",), 1, rows))
    assert "thấp nhất 92,0 % (98 % hài lòng, 100 phiếu)" in drawing.text
    assert "cam kết ít nhất 93 %" in drawing.text
    # A broken promise has another shape, not only another colour.
    assert set(drawing.figure.data[0].marker.symbol) == {"circle", "triangle-down"}


def test_the_command_writes_its_pictures_too(tmp_path):
    pictures = tmp_path / "bao-phu.html"
    coverage.main(["--samples", "200", "--out", str(tmp_path / "p.md"), "--pictures", str(pictures)])
    assert pictures.read_text(encoding="utf-8").count("Plotly.newPlot(") >= 3
