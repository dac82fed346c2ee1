"""Every address is either a page of the office with declared roles, or listed here with the reason."""

import re

from flask import Flask

from survey.office.rights import PAGES, SIGNED_IN
from survey.store.accounts import ROLES

OPEN_TO_EVERYBODY = {
    "static": "style sheets and scripts, no data",
    "health.healthz": "tells a monitor that the process lives, no data",
    "citizen.ask_qr": "the survey itself",
    "citizen.send_qr": "the survey itself",
    "citizen.thanks_qr": "the survey itself",
    "citizen.ask_kiosk": "the survey itself, on a shared machine",
    "citizen.send_kiosk": "the survey itself, on a shared machine",
    "citizen.thanks_kiosk": "the survey itself, on a shared machine",
    "citizen.ask_code": "the survey itself, opened by a code that is used once",
    "citizen.send_code": "the survey itself, opened by a code that is used once",
    "citizen.thanks_code": "the survey itself, opened by a code that is used once",
    "citizen.enter_code": "a field for such a code, no data",
    "citizen.worker": "a script without data",
    "published.front": "leads to the public results",
    "published.results": "results released to the public, suppressed below ten answers",
    "published.unit_results": "results released to the public, suppressed below ten answers",
    "published.units": "results released to the public, suppressed below ten answers",
    "published.board": "the same results on one sheet of paper",
    "published.embedding": "the same results as a piece to copy",
    "published.block": "the same results, for the page of another site",
    "published.frame": "the same results, in a frame on another site",
    "published.method": "how figures are made",
    **dict.fromkeys(
        ("api.guide", "api.openapi", "api.elsewhere"), "what the API is, and what it is not; no data"
    ),
    **dict.fromkeys(
        (
            "api.offices",
            "api.unit_list",
            "api.one_unit",
            "api.periods",
            "api.one_period",
            "api.period_results",
            "api.period_distribution",
            "api.unit_trend",
        ),
        "results released to the public; more of it for a key, as survey/api/reader.py decides",
    ),
    "published.open_data": "lists what may be downloaded",
    "published.open_data_file": "results released to the public, as files",
    "published.open_data_database": "the same in one file",
}
OFFICE = "office."
DOORS = {
    "office.sign_in",
    "office.plotly",  # a script without data
    "office.common_sign_in",  # leads to the provider of the office
    "office.common_return",  # opened by the provider's answer to this browser
    "office.prove",  # the second half of signing in
    "office.accept_invitation",  # opened by the secret in its address
}


def test_every_address_has_a_guard_or_a_reason(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints - PAGES.keys() - OPEN_TO_EVERYBODY.keys() == set()


def test_no_guard_stands_for_a_page_that_is_gone(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert (PAGES.keys() | OPEN_TO_EVERYBODY.keys()) - endpoints == set()


def test_pages_of_the_office_lie_in_its_folder_and_no_other_page_does(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert rule.endpoint.startswith(OFFICE) == rule.rule.startswith("/van-phong"), rule.rule


def test_only_the_doors_open_without_signing_in() -> None:
    assert {page for page, roles in PAGES.items() if not roles} == DOORS
    assert all(roles <= set(ROLES) for roles in PAGES.values())
    assert set(ROLES) == SIGNED_IN


def test_every_page_of_the_office_sends_a_stranger_to_the_door(app: Flask) -> None:
    stranger = app.test_client()
    for rule in app.url_map.iter_rules():
        if PAGES.get(rule.endpoint):
            address = re.sub("<[^>]+>", "1", rule.rule)
            answer = stranger.open(address, method="GET" if "GET" in (rule.methods or ()) else "POST")
            assert (rule.rule, answer.status_code) == (rule.rule, 302)
            assert "/van-phong/dang-nhap" in answer.location
