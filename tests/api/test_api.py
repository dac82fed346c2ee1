"""What everybody's programs read: Quarter III 2026, 100 of 100 satisfied at th-a, 20 of 40 at th-b."""

import csv
import io
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.app import create_app
from survey.opendata import package
from survey.published.releases import Release
from survey.running import Running, running_in
from survey.settings import Settings
from survey.store.connection import Store

V1 = "/api/v1"
THIRD = f"{V1}/units/so/periods/2026Q3"


def items(client: FlaskClient, path: str) -> list[dict[str, object]]:
    answer = client.get(V1 + path)
    assert answer.status_code == 200, answer.text
    found = answer.json["items"]
    assert isinstance(found, list)
    return found


def problem(answer: TestResponse, status: int) -> str:
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["status"] == status
    return str(answer.json["detail"])


def test_results_are_those_of_the_open_data(client: FlaskClient, live: Running, latest: Release) -> None:
    told = json.loads(package.files(live, latest)[package.ALL_TABLES])
    assert items(client, "/units/so/periods/2026Q3/results?per_page=1000") == told["results"]
    assert items(client, "/units/so/periods/2026Q3/distribution?per_page=1000") == told["distribution"]
    assert [client.get(THIRD).json] == told["periods"]


def test_a_unit_of_the_office_has_its_own_figures_and_verdict(client: FlaskClient) -> None:
    own = items(client, "/units/th-b/periods/2026Q3/results?breakdown=all")
    assert [(row["code"], row["n"], row["index"], row["verdict"]) for row in own] == [
        ("th-b", 40, 50.0, "not_met")
    ]
    hidden = items(client, "/units/quay-a/periods/2026Q3/results?breakdown=all")
    assert [(row["n"], row["index"], row["hidden"]) for row in hidden] == [
        (None, None, "ẩn để bảo vệ người trả lời")
    ]


def test_units_and_offices_are_those_of_the_closing(client: FlaskClient) -> None:
    assert items(client, "/offices") == [{"office": "so", "name": "Sở Giáo dục và Đào tạo Sông Mẫu"}]
    assert {row["unit"] for row in items(client, "/units")} >= {"so", "th-a", "th-b", "quay-a"}
    assert client.get(f"{V1}/units/th-a").json["area"] == "xa-a"
    assert [row["period"] for row in items(client, "/units/th-a/periods")] == ["2026Q3", "2026Q2"]


def test_a_trend_is_oldest_first(client: FlaskClient) -> None:
    found = items(client, "/units/th-a/trend?questionnaire=truong_hoc_tieu_hoc@1")
    assert [(row["period_name"], row["n"], row["index"]) for row in found] == [
        ("Quý II/2026", 120, 58.33),
        ("Quý III/2026", 100, 100.0),
    ]


def test_a_long_list_is_read_page_by_page(client: FlaskClient) -> None:
    seen: list[object] = []
    path: str | None = f"{V1}/units?per_page=2"
    while path:
        answer = client.get(path).json
        seen += [row["unit"] for row in answer["items"]]
        assert len(answer["items"]) <= 2
        path = answer["next"]
    assert len(seen) == len(set(seen)) == answer["total"] == len(items(client, "/units"))


def test_pages_elsewhere_may_read_it_and_know_what_they_have(client: FlaskClient) -> None:
    first = client.get(f"{THIRD}/results")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in first.headers["Vary"]
    assert first.last_modified is not None
    kept = {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"{THIRD}/results", headers=kept).status_code == 304
    by_day = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(f"{THIRD}/results", headers=by_day).status_code == 200
    packed = client.get(f"{THIRD}/results", headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    again = {"Accept-Encoding": "br", "If-None-Match": packed.headers["ETag"]}
    assert client.get(f"{THIRD}/results", headers=again).status_code == 304


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nope", 404, "/api/v1"),
        ("/units/khong-co", 404, "khong-co"),
        ("/units/khong-co/periods/2026Q3/results", 404, "khong-co"),
        ("/units/so/periods/2026Q1", 404, "2026Q1"),
        ("/units/so/periods/2026Q4/results", 404, "2026Q4"),
        ("/units/th-a/periods/2026Q3/distribution", 404, "từng phần"),
        ("/units?page=0", 400, "page"),
        ("/units?page=²", 400, "page"),
        ("/units?per_page=1001", 400, "per_page"),
        ("/units?page=1&page=2", 400, "một lần"),
        ("/units?trang=1", 400, "trang"),
        ("/units/so/periods/2026Q3/results?breakdown=point", 400, "breakdown"),
        ("/units/so/periods/2026Q3/results?breakdown=", 400, "breakdown"),
        ("/units/so/trend?questionnaire=", 400, "questionnaire"),
    ],
)
def test_what_is_wrong_is_said_in_a_problem(client: FlaskClient, path: str, status: int, said: str) -> None:
    assert said in problem(client.get(V1 + path), status)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(client: FlaskClient, method: str) -> None:
    answer = client.open(f"{V1}/units", method=method)
    assert "chỉ đọc" in problem(answer, 405)
    assert answer.headers["Allow"] == "GET"


def test_who_asks_too_fast_is_told_how_long_to_wait(kept: Store) -> None:
    app = create_app(Settings(home=kept.path.parent, api_rate=3))
    client = app.test_client()
    assert [client.get(f"{V1}/units").status_code for _ in range(3)] == [200] * 3
    answer = client.get(f"{V1}/units")
    assert "Retry-After" in problem(answer, 429)
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    running_in(app).close()


def test_a_store_that_is_gone_is_a_problem_too(own_app: Flask, own: Running) -> None:
    own.store.path.rename(own.store.path.with_suffix(".away"))
    answer = own_app.test_client().get(f"{V1}/units")
    assert "chưa đọc được" in problem(answer, 503)
    assert answer.headers["Retry-After"] == "10"


def test_the_page_shows_every_address_without_script(client: FlaskClient) -> None:
    page = client.get(V1).text
    described = client.get(f"{V1}/openapi.json").json
    assert described["openapi"].startswith("3.1")
    assert "<script" not in page
    for path in described["paths"]:
        assert f"/api/v1{path}" in page


def test_no_line_of_any_unit_counts_fewer_than_ten(client: FlaskClient) -> None:
    for unit in items(client, "/units"):
        for period in items(client, f"/units/{unit['unit']}/periods"):
            path = f"/units/{unit['unit']}/periods/{period['period']}/results?per_page=1000"
            assert all(row["n"] is None or int(str(row["n"])) >= 10 for row in items(client, path))


def test_csv_and_json_have_the_same_columns(client: FlaskClient, live: Running, latest: Release) -> None:
    heading = next(csv.reader(io.StringIO(package.files(live, latest)["results.csv"].decode())))
    assert list(items(client, "/units/so/periods/2026Q3/results")[0]) == heading
