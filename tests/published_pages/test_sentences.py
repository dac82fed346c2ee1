"""The words of public pages: in Vietnamese those of analytics, in English never stronger."""

import re
from dataclasses import replace

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import wording
from analytics.charts.svg import VIETNAMESE
from analytics.design import Participation, choose_design
from analytics.disclosure.floors import HIDDEN_IN_PUBLIC
from analytics.estimate import Estimate, Interval, Verdict
from analytics.review import Row, review
from analytics.target import Target
from analytics.verdict import judge
from analytics.within import NOT_SPLIT
from survey.published import figures, sentences
from survey.published.figures import period_name
from survey.store import questionnaires
from tests.analytics.people import answers_of
from tests.office.answering import Answering
from tests.office.test_quarter import words
from tests.published_pages.conftest import THIRD

VIETNAMESE_LETTERS = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạảấầậẩẫắằặẵẹẻếềệểễịỉĩọỏốồộổỗớờợởỡụủũứừựửữỳỵỷỹ]")
# What only a decided verdict may say.
STRONG = ("met:", "at least", "at most")
# What `participation_of` can answer, and one unit alone.
CHOSEN = (Participation.EVERY_UNIT, Participation.SELF_SELECTED, Participation.ONE_UNIT)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def estimate(value: float, n: int) -> Estimate:
    half = min(0.02, value, 1 - value)
    bounds = Interval(value - half, value + half, "wilson")
    return Estimate(value, n, bounds, "mean_of_items", se=0.01, df=n - 1, n_eff=n / 1.5)


ESTIMATES = st.builds(estimate, st.floats(0, 1), st.integers(1, 5000))


@QUICK
@given(found=ESTIMATES, target=st.sampled_from([0.8, 0.95]))
def test_a_verdict_reads_in_vietnamese_as_analytics_says_it(
    app: Flask, found: Estimate, target: float
) -> None:
    made = judge(found, target)
    with app.test_request_context("/ket-qua"):
        assert sentences.judgement(found, Target("t", target, "Kế hoạch"), made) == made.sentence
        assert sentences.interval(found) == wording.interval(found)
        assert sentences.verdict_word(made.verdict) == made.verdict.value


@QUICK
@given(found=ESTIMATES, target=st.sampled_from([0.8, 0.95]))
def test_a_verdict_in_english_is_of_the_same_strength(app: Flask, found: Estimate, target: float) -> None:
    made = judge(found, target)
    with app.test_request_context("/ket-qua?lang=en"):
        said = sentences.judgement(found, Target("t", target, "Kế hoạch"), made)
    assert VIETNAMESE_LETTERS.search(said) is None
    starts = {
        Verdict.MET: "Met: with one-sided 95% confidence, the true value is at least",
        Verdict.NOT_MET: "Not met: with one-sided 95% confidence, the true value is at most",
        Verdict.UNDECIDED: "Not enough evidence: ",
        Verdict.REFUSED: f"{found.n} responses: for internal reference only, not judged.",
    }
    assert said.startswith(starts[made.verdict])
    if made.verdict in (Verdict.UNDECIDED, Verdict.REFUSED):
        assert not any(word in said.lower() for word in STRONG)


def test_cautions_reasons_and_pictures_read_as_in_analytics(app: Flask) -> None:
    row = Row("a", "A", 0, cautions=(wording.LOW_PRECISION, wording.FEW_UNITS))
    with app.test_request_context("/ket-qua"):
        assert sentences.cautions(row) == [wording.LOW_PRECISION, wording.FEW_UNITS]
        assert [sentences.hidden(Row("a", "A", 0, hidden=why)) for why in (HIDDEN_IN_PUBLIC, NOT_SPLIT)] == [
            HIDDEN_IN_PUBLIC,
            NOT_SPLIT,
        ]
        speech = sentences.speech()
        assert (speech.target, speech.hidden) == (VIETNAMESE.target, VIETNAMESE.hidden)


@pytest.mark.parametrize("participation", CHOSEN)
def test_the_method_reads_as_in_analytics_for_every_design(app: Flask, participation: Participation) -> None:
    made = review(answers_of(np.full((40, 6), 4), unit=["a", "b"] * 20, level="thpt"), floor=10)
    shown = replace(made, design=choose_design(participation))
    with app.test_request_context("/ket-qua"):
        assert sentences.method_lines(shown) == list(shown.method_lines())
    with app.test_request_context("/ket-qua?lang=en"):
        assert VIETNAMESE_LETTERS.search(" ".join(sentences.method_lines(shown))) is None


@pytest.mark.parametrize(
    ("language", "number", "share", "day", "quarter"),
    [
        ("vi", "1.234", "92,5 %", "20/11/2026", "Quý III/2026"),
        ("en", "1,234", "92.5%", "20 November 2026", "Quarter III/2026"),
    ],
)
def test_numbers_days_and_periods_follow_the_language(
    app: Flask, language: str, number: str, share: str, day: str, quarter: str
) -> None:
    with app.test_request_context(f"/ket-qua?lang={language}"):
        assert figures.number(1234) == number
        assert figures.figure(0.925) == share
        assert figures.day("2026-11-20") == day
        assert period_name(THIRD) == quarter


@pytest.mark.usefixtures("out")
@pytest.mark.parametrize("path", ["/ket-qua", "/ket-qua/th-a", "/ket-qua/so/don-vi", "/ket-qua?tim=binh"])
def test_an_english_page_is_vietnamese_in_names_alone(out: Answering, client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}{'&' if '?' in path else '?'}lang=en").text
    assert '<html lang="en">' in page
    kept = re.sub(r'<(\w+)[^>]*lang="vi"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    named = [unit[0] for unit in out.store.db.execute("SELECT name FROM unit")]
    for name in named:
        kept = kept.replace(name, "")
    assert VIETNAMESE_LETTERS.findall(words(kept)) == []
    assert questionnaires.latest_key(out.store.db, "truong_hoc_tieu_hoc") not in kept


@pytest.mark.usefixtures("out")
def test_the_page_in_english_says_the_same_figures(client: FlaskClient) -> None:
    text = words(client.get("/ket-qua?lang=en").text)
    assert "Survey of primary school parents ▼ Not met 85.7%" in text
    assert "140 responses" in text
    assert "Mean of the indices of the questions" in text
    assert "Closed on 20 November 2026, not edited since." in text


@pytest.mark.usefixtures("out")
def test_links_keep_the_language_and_lead_to_the_other(client: FlaskClient) -> None:
    page = client.get("/ket-qua/th-a?lang=en&ky=2026Q2").text
    assert 'href="/ket-qua/th-a?ky=2026Q2" lang="vi"' in page
    inside = re.findall(r'href="(/(?:ket-qua|cach-tinh)[^"]*)"', page)
    assert [link for link in inside if "lang=en" not in link] == ["/ket-qua/th-a?ky=2026Q2"]
