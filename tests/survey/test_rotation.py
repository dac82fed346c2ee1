"""The rotating short form: reproducible, fair to every item, and no factor left out."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.places import folder
from survey.questionnaire import read
from survey.rotation import asked, sample_size

FORMS = tuple(read(path) for path in sorted((folder("data") / "questionnaires").glob("*.toml")))
forms = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
DRAWS = 4_000


@given(st.sampled_from(FORMS), st.text())
def test_a_form_asks_its_number_of_items_from_every_factor_in_order(form, token):
    codes = asked(form, token)
    order = [item.code for item in form.items]
    assert len(codes) == sample_size(form)
    assert all(order.index(first) < order.index(second) for first, second in pairwise(codes))
    assert {item.factor for item in form.items if item.code in codes} == {f.code for f in form.factors}


@given(st.sampled_from(FORMS), st.text())
def test_the_same_token_asks_the_same_items(form, token):
    assert asked(form, token) == asked(form, token)


@forms
def test_every_item_is_asked_of_about_equal_numbers(form):
    counts = Counter(code for number in range(DRAWS) for code in asked(form, f"token-{number}"))
    share = sample_size(form) / len(form.items)
    # Five standard errors of a share; one item in a million strays further by chance.
    slack = 5 * (share * (1 - share) / DRAWS) ** 0.5
    assert set(counts) == {item.code for item in form.items}
    assert all(abs(count / DRAWS - share) < slack for count in counts.values())


@forms
def test_items_of_one_factor_do_not_always_go_together(form):
    draws = {asked(form, f"token-{number}") for number in range(200)}
    assert len(draws) > len(form.items)


def test_the_draw_never_changes_between_releases():
    # A paper or page printed with an older release must be read with the items it showed.
    counter = next(form for form in FORMS if form.code == "mot_cua_2026")
    assert asked(counter, "abc") == ("A1", "A2", "B4", "C2", "D1", "E2")


def test_a_short_form_of_the_counter_asks_six_of_sixteen():
    counter = next(form for form in FORMS if form.code == "mot_cua_2026")
    assert sample_size(counter) == 6
