"""Codes that are used once, from the command that issues them to the rate they give."""

import csv
import re
import stat
import unicodedata
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from survey import keys
from survey.clock import today
from survey.formats import day
from survey.store import codes
from survey.store.codes import Presented
from survey.store.connection import open_store
from survey.store.points import CODE_ALPHABET
from survey.store.writer import Writer
from tests.commands.conftest import Sipas
from tests.store import small_office

pytestmark = pytest.mark.usefixtures("ready")

LINE = re.compile(rf"[{CODE_ALPHABET}]{{4}}-[{CODE_ALPHABET}]{{4}}")


def issue(sipas: Sipas, out: Path, size: int = 3, code: int = 0, **changed: str) -> str:
    words = {"point": "7KQD-3M2P", "count": str(size), "label": "Lớp 1A", "expires": "31/12/2099"} | changed
    flags = [part for name, value in words.items() for part in (f"--{name}", value)]
    return sipas("codes", "issue", *flags, "--out", str(out), code=code).output


def test_a_batch_is_issued_as_a_table_that_only_its_owner_reads(sipas: Sipas, tmp_path: Path) -> None:
    out = tmp_path / "ma.csv"
    assert "3 mã, dùng đến 31/12/2099" in issue(sipas, out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["unit"] for row in rows] == ["Trường Tiểu học A"] * 3
    assert all(LINE.fullmatch(row["code"]) for row in rows)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_slips_are_ten_on_a_page_and_each_leads_to_its_own_form(sipas: Sipas, tmp_path: Path) -> None:
    out = tmp_path / "phieu.pdf"
    issue(sipas, out, size=12)
    document = pypdfium2.PdfDocument(out)
    assert len(document) == 2
    found = zxingcpp.read_barcodes(document[0].render(scale=3).to_pil())
    addresses = {code.text for code in found}
    assert len(addresses) == 10
    printed = set(LINE.findall(document[0].get_textpage().get_text_range()))
    assert {address.rsplit("/", 1)[1] for address in addresses} == {code.replace("-", "") for code in printed}
    assert all("/m/" in address for address in addresses)


def test_the_list_counts_what_was_issued_used_and_expired(sipas: Sipas, ready: Path, tmp_path: Path) -> None:
    out = tmp_path / "ma.csv"
    issue(sipas, out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        code = next(csv.DictReader(file))["code"]
    store = open_store(ready / "sipas.db")
    writer = Writer(store)
    response = small_office.response(
        channel="code", point="7KQD3M2P", unit="th-a", questionnaire="mot_cua_2026@1", answers="5" * 17
    )
    hashes = codes.hashes(keys.read(ready / "secret.key"), code)
    writer.submit(response, Presented(hashes, response.day))
    writer.close()
    store.close()
    assert "phát 3\tđã dùng 1\thết hạn 0" in sipas("codes", "list").output


def test_a_revoked_batch_counts_as_expired(sipas: Sipas, tmp_path: Path) -> None:
    batch = issue(sipas, tmp_path / "ma.csv").split()[1].rstrip(":")
    assert "thu hồi 3 mã" in sipas("codes", "revoke", batch).output
    assert "hết hạn 3" in sipas("codes", "list").output
    assert "Không có lô mã “khong”" in sipas("codes", "revoke", "khong", code=1).output


def test_a_batch_is_revoked_once(sipas: Sipas, tmp_path: Path) -> None:
    batch = issue(sipas, tmp_path / "ma.csv").split()[1].rstrip(":")
    sipas("codes", "revoke", batch)
    again = sipas("codes", "revoke", batch, code=1).output
    assert f"đã được thu hồi ngày {day(today())}" in again
    assert f"thu hồi {day(today())}" in sipas("codes", "list").output


def test_codes_are_issued_to_the_end_of_today_and_not_of_a_day_gone_by(sipas: Sipas, tmp_path: Path) -> None:
    yesterday = day(today() - timedelta(days=1))
    refused = issue(sipas, tmp_path / "qua.csv", code=1, expires=yesterday)
    assert f"Ngày cuối còn dùng được ({yesterday}) đã qua" in refused
    assert not (tmp_path / "qua.csv").exists()
    assert f"dùng đến {day(today())}" in issue(sipas, tmp_path / "nay.csv", expires=day(today()))


@pytest.mark.parametrize(("order", "said"), [("close", "đang tạm đóng"), ("revoke", "đã thu hồi")])
def test_no_slips_are_printed_for_a_point_that_takes_no_answers(
    sipas: Sipas, tmp_path: Path, order: str, said: str
) -> None:
    sipas("points", order, "7KQD-3M2P")
    assert f"7KQD3M2P {said}" in issue(sipas, tmp_path / "ma.pdf", code=1)
    assert list(tmp_path.glob("ma.*")) == []
    assert sipas("codes", "list").output == ""


def test_a_label_is_composed_and_one_that_does_not_fit_a_slip_is_refused(
    sipas: Sipas, tmp_path: Path
) -> None:
    out = tmp_path / "ma.csv"
    issue(sipas, out, label=unicodedata.normalize("NFD", "Lớp mẫu giáo"))
    assert "Lớp mẫu giáo" in out.read_text(encoding="utf-8-sig")
    for label in ("", "a" * 61, "hai\ndòng"):
        assert "Nhãn của lô" in issue(sipas, tmp_path / "sai.csv", code=1, label=label)


def test_a_label_that_a_spreadsheet_would_run_is_disarmed_in_the_table(sipas: Sipas, tmp_path: Path) -> None:
    out = tmp_path / "ma.csv"
    issue(sipas, out, label='=HYPERLINK("http://x")')
    with out.open(encoding="utf-8-sig", newline="") as file:
        labels = {row["label"] for row in csv.DictReader(file)}
    assert labels == {'\'=HYPERLINK("http://x")'}


def test_what_cannot_be_issued_is_said_and_nothing_is_kept(sipas: Sipas, tmp_path: Path) -> None:
    assert "đuôi .pdf hoặc .csv" in issue(sipas, tmp_path / "ma.txt", code=2)
    assert "Không có điểm khảo sát mã “X”" in issue(sipas, tmp_path / "a.csv", code=1, point="X")
    taken = tmp_path / "co.csv"
    taken.touch()
    assert "đã có" in issue(sipas, taken, code=1)
    assert sipas("codes", "list").output == ""


def test_codes_issued_before_a_new_key_still_open_their_form(
    sipas: Sipas, ready: Path, tmp_path: Path
) -> None:
    out = tmp_path / "ma.csv"
    issue(sipas, out)
    assert "có 2 khóa" in sipas("keys").output
    with out.open(encoding="utf-8-sig", newline="") as file:
        code = next(csv.DictReader(file))["code"]
    store = open_store(ready / "sipas.db")
    assert codes.find(store.db, codes.hashes(keys.read(ready / "secret.key"), code)) is not None
    store.close()
