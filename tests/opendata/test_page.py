"""The page with the downloads, and `sipas open-data`."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.opendata import package
from survey.published.releases import Release
from survey.running import Running
from tests.commands.conftest import Sipas, sipas
from tests.office.answering import Answering
from tests.opendata.conftest import close_both

__all__ = ["sipas"]
PATH = "/du-lieu/so/2026Q3"


def test_every_link_of_the_page_leads_to_a_file(client: FlaskClient) -> None:
    page = client.get("/du-lieu")
    assert "<script" not in page.text
    assert "Creative Commons" in page.text
    links = re.findall(r'href="(/du-lieu/[^"]+)"', page.text)
    assert len(links) == 2 * 10 + 2
    for link in links:
        answer = client.get(link)
        assert (link, answer.status_code) == (link, 200)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in answer.headers


def test_a_download_is_the_file_itself(client: FlaskClient, live: Running, latest: Release) -> None:
    answer = client.get(f"{PATH}/results.csv")
    assert answer.data == package.files(live, latest)["results.csv"]
    assert answer.content_type == "text/csv; charset=utf-8; header=present"


def test_who_has_the_file_is_not_sent_it_again(client: FlaskClient) -> None:
    first = client.get(f"{PATH}/{package.ZIP}")
    again = client.get(f"{PATH}/{package.ZIP}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.last_modified is not None
    assert "public" in first.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", [f"{PATH}/x.csv", "/du-lieu/so/2026Q1/results.csv", "/du-lieu/th-a/2026Q3/results.csv",
             "/du-lieu/khac.db"]
)  # fmt: skip
def test_what_was_never_closed_is_no_file(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_before_the_first_closing_there_is_nothing_to_download(quarter: Answering, own_app: Flask) -> None:
    del quarter
    client = own_app.test_client()
    assert "Chưa có kỳ nào được chốt" in client.get("/du-lieu").text
    assert client.get("/du-lieu/ket-qua.db").status_code == 404
    assert client.get(f"{PATH}/results.csv").status_code == 404


@pytest.mark.usefixtures("home")
def test_the_command_writes_the_same_folder(sipas: Sipas, quarter: Answering, tmp_path: Path) -> None:
    close_both(quarter)
    out = tmp_path / "du-lieu"
    said = sipas("open-data", "--period", "2026Q3", "--out", str(out)).output
    assert "của 1 kỳ" in said
    names = {path.name for path in (out / "so" / "2026Q3").iterdir()}
    assert names >= {"results.csv", "datapackage.json", "du-lieu.zip", "data.json", "README.txt"}
    assert {path.name for path in out.iterdir()} == {"so", "ket-qua.db", "metadata.json"}
    assert "đã chốt" in sipas("open-data", "--period", "2019Q1", "--out", str(out), code=1).output
