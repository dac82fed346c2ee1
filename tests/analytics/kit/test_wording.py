"""What the kit says: never more than the figures bear, whatever the verdict, the names, and the change."""

import re
import unicodedata
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import wording
from analytics.answers import from_frame
from analytics.change import CommonItems, Direction
from analytics.disclosure import Floor
from analytics.kit import article, broadcast, sentences
from analytics.kit.compose import Kit, compose
from analytics.kit.facts import Facts, Outcome
from analytics.kit.numerals import aloud, decimal, whole
from analytics.needed import POWER
from analytics.numbers import short_percent
from analytics.review import By, review
from tests.analytics.kit.cases import TARGET, UNIT, facts_of
from tests.analytics.reports.small_report import STRUCTURE

LONG = "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai xã Ngọc Linh"
# Nothing before, worse, about the same, and too few to compare.
BEFORE = (None, (100, 60), (95, 10), (3, 1))
SHOWN_AS = ((UNIT, False, 0), (UNIT, True, 4), (LONG, True, 4))
every = pytest.mark.parametrize("outcome", list(Outcome), ids=lambda outcome: outcome.name)


@cache
def kits(outcome: Outcome) -> list[tuple[Facts, Kit]]:
    """The outcome with and without a change, short and long names, real and sample data."""
    found = [
        facts_of(outcome, before, unit=unit, synthetic=synthetic, others=others)
        for before in BEFORE
        for unit, synthetic, others in SHOWN_AS
    ]
    return [(facts, compose(facts)) for facts in found]


def texts(kit: Kit) -> dict[str, str]:
    """All that a reader or listener meets, piece by piece."""
    leaflet = kit.leaflet
    sections = [one.text for one in leaflet.sections]
    said = [leaflet.word, leaflet.figure, leaflet.under, *sections, leaflet.foot]
    return {
        "leaflet": " ".join(said),
        "square": f"{kit.square.word} {kit.square.figure} {kit.square.under}",
        "alternative": kit.square.alternative,
        "broadcast": kit.broadcast.text,
        "article": kit.article.text,
        "html": kit.article.html,
    }


@every
def test_only_a_target_that_is_met_is_called_met(outcome: Outcome) -> None:
    for facts, kit in kits(outcome):
        for piece, text in texts(kit).items():
            rest = re.sub("chưa đạt", "", text.lower())
            assert bool(re.search(r"\bđạt\b", rest)) == (facts.outcome is Outcome.MET), piece
            assert ("chưa đạt" in text.lower()) == (facts.outcome is Outcome.NOT_MET), piece


@every
def test_hidden_results_tell_no_number(outcome: Outcome) -> None:
    for facts, kit in kits(outcome):
        if facts.outcome is not Outcome.HIDDEN:
            continue
        for piece, text in texts(kit).items():
            days = [f"{day:%d/%m/%Y}" for day in (facts.first, facts.last)]
            for known in (facts.address, facts.digest, *days, "III/2026", "4 loại phiếu khác", "h2"):
                text = text.replace(known, "")
            assert re.findall(r"\d", text) == [], piece
        assert "phần trăm" not in kit.broadcast.text


@every
def test_a_broadcast_lasts_sixty_to_ninety_seconds_at_the_speed_it_names(outcome: Outcome) -> None:
    for _facts, kit in kits(outcome):
        made = kit.broadcast
        assert broadcast.SHORTEST <= made.seconds <= broadcast.LONGEST
        assert made.words == sum(any(letter.isalnum() for letter in word) for word in made.text.split())
        assert f"{made.words} tiếng; đọc 180 tiếng một phút" in made.note
        assert "giả định của dự án" in made.note


@every
def test_a_broadcast_has_neither_figures_nor_signs(outcome: Outcome) -> None:
    for _facts, kit in kits(outcome):
        assert re.findall(r"[0-9%&/]|\b[A-Z]{2,}\b", kit.broadcast.text) == []


@every
def test_an_article_has_one_hundred_and_fifty_to_two_hundred_and_fifty_words(outcome: Outcome) -> None:
    for _facts, kit in kits(outcome):
        assert article.FEWEST <= kit.article.words <= article.MOST


@every
def test_a_rise_or_fall_is_told_only_beyond_noise(outcome: Outcome) -> None:
    for facts, kit in kits(outcome):
        change = facts.row.change
        moved = change is not None and change.label in (Direction.UP, Direction.DOWN)
        for piece, text in texts(kit).items():
            if re.search(r"\b(tăng|giảm)\b", text):
                assert moved, piece


@every
def test_sample_data_say_so_in_every_piece(outcome: Outcome) -> None:
    for facts, kit in kits(outcome):
        told = (kit.leaflet.notice, kit.square.notice, kit.square.alternative)
        for text in (*told, kit.broadcast.text, kit.article.lead):
            assert ("số liệu mẫu" in text.lower()) == facts.synthetic


@every
def test_texts_are_composed_letters(outcome: Outcome) -> None:
    for _facts, kit in kits(outcome):
        for text in texts(kit).values():
            assert unicodedata.is_normalized("NFC", text)


@every
def test_every_percentage_is_one_of_the_released_row(outcome: Outcome) -> None:
    for facts, kit in kits(outcome):
        if facts.row.index is None:
            continue
        released = [facts.row.index.value, 0.95, TARGET.value, POWER]
        if facts.row.index.interval:
            released += [facts.row.index.interval.lower, facts.row.index.interval.upper]
        if facts.row.judgement:
            released += [facts.row.judgement.lower, facts.row.judgement.upper]
        known = {write(share) for share in released for write in (wording.figure, short_percent)}
        for piece, text in texts(kit).items():
            assert set(re.findall(r"\d+(?:,\d+)? %", text)) <= known, piece


@every
def test_what_is_read_aloud_is_what_is_printed(outcome: Outcome) -> None:
    for facts, kit in kits(outcome):
        index, text = facts.row.index, kit.broadcast.text
        if facts.outcome is Outcome.HIDDEN or index is None:
            continue
        assert f"Chỉ số hài lòng là {decimal(index.value * 100)} phần trăm." in text
        assert f"Có {whole(facts.row.n)} phiếu" in text
        if bound := sentences.bound(facts):
            assert aloud(bound) in text
            assert bound in kit.article.text
        elif index.interval:
            assert f"từ {decimal(index.interval.lower * 100)} phần trăm" in text


def test_figures_of_a_met_target_by_hand() -> None:
    # 198 of 200 pleased with every question: 99 %.
    kit = compose(facts_of(Outcome.MET))
    assert (kit.leaflet.figure, kit.leaflet.word) == ("99,0 %", "Đạt mục tiêu 90 %")
    assert kit.article.title == "Trường Tiểu học An Bình: chỉ số hài lòng quý III/2026 đạt mục tiêu 90 %"
    assert "chín mươi chín phần trăm" in kit.broadcast.text
    assert "Có hai trăm phiếu" in kit.broadcast.text
    assert "quý ba năm hai nghìn không trăm hai mươi sáu" in kit.broadcast.text


def test_a_conclusion_is_told_with_the_bound_it_rests_on() -> None:
    # 198 of 200: the one-sided bound of the verdict; the two-sided interval may reach below the target.
    facts = facts_of(Outcome.MET)
    assert facts.row.judgement is not None
    lower = wording.figure(facts.row.judgement.lower)
    bound = f"Với độ tin cậy một phía 95 %, giá trị thật ít nhất là {lower}."
    assert sentences.bound(facts) == sentences.evidence(facts) == bound
    assert sentences.bound(facts_of(Outcome.UNDECIDED)) == ""


def apart(first: int, second: int) -> Facts:
    """A school whose people gave one score to the questions of A and another to those of B; ten waver."""
    rows = [{"unit": "a", "level": "x", "A1": first, "A2": first, "B1": second} for _ in range(90)]
    rows += [{"unit": "a", "level": "x", "A1": 2, "A2": 5, "B1": 5} for _ in range(10)]
    made = review(from_frame(pd.DataFrame(rows), STRUCTURE), targets=[TARGET], floor=Floor.PUBLIC)
    return facts_of(Outcome.MET, row=made.overall, factors=made.by(By.FACTOR))


def test_the_best_and_worst_group_of_questions_are_named_when_they_are_apart() -> None:
    said = sentences.factors(apart(5, 2))
    assert said.startswith("Nhóm câu hỏi được đánh giá cao nhất là “Tiếp cận dịch vụ”, 95,0 %")
    assert "thấp nhất là “Thủ tục hành chính”, 10,0 %" in said


def test_groups_of_questions_that_overlap_are_not_ranked() -> None:
    assert sentences.factors(apart(5, 5)) == sentences.NOT_APART
    one = facts_of(Outcome.MET)
    assert sentences.factors(facts_of(Outcome.MET, factors=one.factors[:1])) == ""


def test_a_change_with_a_reservation_is_read_but_not_heard() -> None:
    facts = facts_of(Outcome.MET, (100, 60))
    assert facts.row.change is not None
    assert "tăng" in sentences.change(facts, sentences.SPOKEN)
    reserved = replace(facts.row.change, reservations=(CommonItems(12, 16, 14),))
    other = facts_of(Outcome.MET, row=replace(facts.row, change=reserved))
    assert sentences.change(other).endswith(wording.common_items(12, 16, 14))
    assert sentences.change(other, sentences.SPOKEN) == ""


def test_names_are_escaped_in_the_fragment() -> None:
    html = compose(facts_of(Outcome.MET, unit="Trường <b>A & B</b>")).article.html
    assert "Trường &lt;b&gt;A &amp; B&lt;/b&gt;" in html
    assert "<script" not in html
    assert html.startswith('<article lang="vi">')


@settings(deadline=None)
@given(st.lists(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy", min_size=1, max_size=6), min_size=1, max_size=30))
def test_names_of_any_length_keep_the_texts_in_their_bounds(words: list[str]) -> None:
    kit = compose(facts_of(Outcome.UNDECIDED, unit=" ".join(words), synthetic=True, others=4))
    assert kit.broadcast.seconds <= broadcast.LONGEST
    assert article.FEWEST <= kit.article.words <= article.MOST
