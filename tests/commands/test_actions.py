"""What is done about weak results, from the command line."""

import csv
from datetime import date
from pathlib import Path

import pytest

from survey import actions
from survey.store.actions import Event, Plan, Step
from survey.store.connection import open_store
from tests.commands.conftest import COUNTER, Sipas

DAY = date(2026, 1, 5)


@pytest.mark.usefixtures("ready")
def test_the_actions_come_out_as_a_table_that_opens_safely(sipas: Sipas, ready: Path, tmp_path: Path) -> None:
    out = tmp_path / "viec.csv"
    store = open_store(ready / "sipas.db")
    for what in ("=1+1", "Thêm ghế"):
        plan = Plan(COUNTER.unit, what, "20 ghế", "Văn phòng")
        number = actions.give(store, plan, Step(Event.PLANNED, DAY, "", DAY, False, "lan", DAY))
    actions.record(store, number, Step(Event.DONE, DAY, "20 ghế", DAY, True, "lan", DAY))
    store.close()
    assert "Đã ghi 2 việc khắc phục" in sipas("actions", "--out", str(out)).output
    with out.open(encoding="utf-8-sig", newline="") as file:
        late, done = csv.DictReader(file)
    assert (late["Nội dung"], late["Tình trạng"], late["Quá hạn"]) == ("'=1+1", "chưa làm", "có")
    assert (done["Đã ghi"], done["Công khai"], done["Hạn"]) == ("20 ghế", "có", "05/01/2026")
    told = sipas("actions", "--unit", COUNTER.unit, "--show", "da-xong", "--out", str(out)).output
    assert "Đã ghi 1 việc" in told
    assert "Không có đơn vị mã" in sipas("actions", "--unit", "khong-co", "--out", str(out), code=1).output
