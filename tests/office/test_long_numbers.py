"""A number may be longer than any that the store keeps: in an address, in a filter, in a file."""

import re
from pathlib import Path

import pytest
from flask import Flask

from survey.loading import campaign_units, classes
from survey.loading.errors import LoadError
from tests.office.person import HOME, Person, token_of

# Nothing has the first; the others are beyond what SQLite counts to, and what Python reads of digits.
LONG = ("9" * 18, str(2**63), "9" * 40, "9" * 5000)
each_long = pytest.mark.parametrize("number", LONG, ids=lambda number: f"{len(number)} digits")
FILTERS = ("trang", "truoc", "ky", "nam", "page", "per_page")


@each_long
def test_no_address_breaks_at_a_long_number(app: Flask, administrator: Person, number: str) -> None:
    token = token_of(administrator.read(f"{HOME}/mat-khau"))
    found = {
        (method, rule.rule): administrator.client.open(
            re.sub("<[^>]+>", number, rule.rule), method=method, data={"csrf_token": token}
        ).status_code
        for rule in app.url_map.iter_rules()
        if rule.arguments
        for method in (rule.methods or set()) & {"GET", "POST"}
    }
    assert len(found) > 60
    assert {at: status for at, status in found.items() if status >= 500} == {}
    counted = {at: status for at, status in found.items() if "<int:" in at[1]}
    assert len(counted) > 9
    assert set(counted.values()) == {404}


@pytest.mark.usefixtures("quarter")
@each_long
def test_no_filter_breaks_at_a_long_number(app: Flask, administrator: Person, number: str) -> None:
    found = {
        rule.rule: administrator.client.get(
            rule.rule, query_string=dict.fromkeys(FILTERS, number)
        ).status_code
        for rule in app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or set())
    }
    assert {path: status for path, status in found.items() if status >= 500} == {}
    assert found[f"{HOME}/nhat-ky"] == (404 if len(number) > 18 else 200)


@each_long
def test_a_table_with_a_long_number_is_refused_with_its_row(tmp_path: Path, number: str) -> None:
    sizes, people = tmp_path / "lop.csv", tmp_path / "don-vi.csv"
    sizes.write_text(f"Lớp;Số tờ\n4A;{number}\n", encoding="utf-8")
    people.write_text(f"Mã đơn vị;Số người\nth-a;{number}\n", encoding="utf-8")
    with pytest.raises(LoadError, match=r"dòng 2, .*phải là số tờ từ 1 đến 200"):
        classes.read(sizes)
    with pytest.raises(LoadError, match=r"dòng 2, .*lớn quá"):
        campaign_units.read(people, [])
