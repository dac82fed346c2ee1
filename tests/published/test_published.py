"""Published figures recomputed. Every number comes from figures/*.json, with its source beside it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.answers import Answers
from analytics.index import item_indices, mean_score, proportion, unit_index
from analytics.numbers import rounded
from analytics.published import Agreement, Printed, add_up_printed, roll_up_printed, score_bounds
from analytics.rollup import Method
from analytics.structure import Factor, Item, Structure

FIGURES = Path(__file__).parent / "figures"
POLICY, SERVICE = 23, 16
# The form of 2023–2026: items per factor of domain I (policy) and domain II (service).
FACTORS_OF_POLICY, FACTORS_OF_SERVICE = (2, 2, 9, 10), (3, 4, 3, 3, 3)
RESPONDENTS = 10_000


def figures(name: str) -> Any:
    return json.loads((FIGURES / f"{name}.json").read_text(encoding="utf-8"))


def answers_with(indices: dict[str, float], factors: list[tuple[str, str]]) -> Answers:
    """Answers whose items have the index of their domain: (factor, domain) of each item in turn."""
    names = dict(factors)
    items = tuple(Item(f"q{n}", factor) for n, (factor, _) in enumerate(factors))
    structure = Structure("sipas@1", items, tuple(Factor(f, f, domain) for f, domain in names.items()))
    scores = np.full((RESPONDENTS, len(items)), 3, dtype=np.uint8)
    for column, (_, domain) in enumerate(factors):
        scores[: round(indices[domain] * RESPONDENTS / 100), column] = 5
    nothing = np.zeros(RESPONDENTS, dtype=np.uint8)
    about = pd.DataFrame(index=range(RESPONDENTS))
    return Answers(structure, scores, about, nothing, np.full(RESPONDENTS, np.nan))


def ministry_form() -> list[tuple[str, str]]:
    """(factor, domain) of the 39 items."""
    sizes = {"I": FACTORS_OF_POLICY, "II": FACTORS_OF_SERVICE}
    return [(f"{d}.{k}", d) for d in sizes for k, size in enumerate(sizes[d]) for _ in range(size)]


def domains(name: str) -> dict[str, float]:
    printed = figures(name)["domains"]
    return {domain.split()[0]: row["index"] for domain, row in printed.items()}


@pytest.mark.parametrize(
    ("name", "overall"),
    [("sipas-quocgia-2024", 83.94), ("sipas-hanoi-2023", 83.57), ("sipas-hanoi-2024", 86.50)],
)
def test_the_mean_of_39_items_reproduces_the_published_index(name, overall):
    # SIPAS 2024 of the country; of Hà Nội 2023 and 2024: two domains and the overall index are printed.
    assert figures(name)["overall"] == overall
    computed = unit_index(answers_with(domains(name), ministry_form()), Method.MEAN_OF_ITEMS)
    assert rounded(100 * computed.value) == overall


@pytest.mark.parametrize("name", ["sipas-quocgia-2024", "sipas-hanoi-2023"])
def test_the_mean_of_factors_does_not_reproduce_it(name):
    printed = Printed(figures(name)["overall"])
    computed = unit_index(answers_with(domains(name), ministry_form()), Method.MEAN_OF_FACTORS)
    assert rounded(100 * computed.value) != printed.value
    assert by_weights(name, 4, 5).agreement(printed) is Agreement.DIFFERENT


@pytest.mark.parametrize("name", ["sipas-quocgia-2024", "sipas-hanoi-2023"])
def test_the_mean_of_the_two_domains_does_not_reproduce_it(name):
    assert by_weights(name, 1, 1).agreement(Printed(figures(name)["overall"])) is Agreement.DIFFERENT


def test_ha_noi_2024_cannot_tell_the_rules_apart():
    printed = Printed(figures("sipas-hanoi-2024")["overall"])
    rules = ((POLICY, SERVICE), (1, 1), (4, 5))
    assert {by_weights("sipas-hanoi-2024", *rule).agreement(printed) for rule in rules} == {Agreement.EXACT}


def by_weights(name, policy, service):
    index = domains(name)
    return roll_up_printed([Printed(index["I"], policy), Printed(index["II"], service)])


def test_country_2023_is_reproduced_from_its_five_printed_factors():
    table = figures("sipas-quocgia-2023")
    parts = [Printed(row["index"], row["items"]) for row in table["factors"].values()]
    policy = Printed(table["domains"]["I"]["index"], POLICY)
    assert roll_up_printed([policy, *parts]).agreement(Printed(table["overall"])) is Agreement.EXACT


def test_country_2023_is_not_reproduced_from_the_domain_derived_from_the_growth_printed_in_2024():
    table = figures("sipas-quocgia-2023")
    derived, overall = Printed(table["domains"]["II"]["index"]), Printed(table["overall"])
    parts = [Printed(row["index"], row["items"]) for row in table["factors"].values()]
    assert by_weights("sipas-quocgia-2023", POLICY, SERVICE).agreement(overall) is Agreement.DIFFERENT
    assert roll_up_printed(parts).agreement(derived) is Agreement.DIFFERENT


def from_counts(items: list[dict[str, Any]]) -> Answers:
    columns = [np.repeat(np.arange(1, 6), list(item["counts"].values())) for item in items]
    structure = Structure("bhxh@1", tuple(Item(i["code"], "A") for i in items), (Factor("A", "A"),))
    n = len(columns[0])
    about = pd.DataFrame(index=range(n))
    return Answers(
        structure,
        np.column_stack(columns).astype(np.uint8),
        about,
        np.zeros(n, np.uint8),
        np.full(n, np.nan),
    )


def test_social_insurance_of_dak_nong_prints_the_mean_score_over_five_and_not_the_share():
    # Social Insurance of Đắk Nông 2022, question 1: 95,17 = Σ k·n_k / (5·n), and 98,18 % said 4 or 5.
    item = figures("sipas-bhxh-daknong-2022")["items"][0]
    answers = from_counts([item])
    assert len(answers) == item["n"] == 1597
    assert rounded(100 * mean_score(answers).value / 5) == item["index"] == 95.17
    assert rounded(100 * item_indices(answers)[0].value) == 98.18


def test_social_insurance_of_dak_nong_prints_points_that_are_its_counts():
    for item in figures("sipas-bhxh-daknong-2022")["items"]:
        units = item["counts_by_unit"].values()
        assert {k: sum(unit[k] for unit in units) for k in item["counts"]} == item["counts"]
        assert {k: int(k) * n for k, n in item["counts"].items()} == item["points_printed"]


def test_the_shares_of_ba_ria_vung_tau_are_its_counts():
    item = figures("sipas-tnmt-bariavungtau-2022")["items"][0]
    n = sum(item["counts"].values())
    shares = {level: rounded(100 * proportion(count, n).value, 1) for level, count in item["counts"].items()}
    assert shares == item["percents"]
    assert item["index"] is None


def test_five_areas_of_ho_chi_minh_city_2023_make_its_overall_share():
    # Parents 2023: 90,0 89,4 90,6 91,0 90,2 → 90,2. One table: it does not exclude a mean of items.
    parents = figures("edu-hcmc-2023")["groups"][0]
    parts = [Printed(area["satisfied_pct"], decimals=1) for area in parents["dimensions"]]
    overall = Printed(parents["overall"]["satisfied_pct"], decimals=1)
    assert roll_up_printed(parts).agreement(overall) is Agreement.EXACT


def test_ho_chi_minh_city_2024_is_possible_as_a_plain_mean_of_two_groups_but_not_by_their_sizes():
    table = figures("edu-hcmc-2024")
    overall = Printed(table["overall"]["satisfied_pct"])
    shares = [group["overall"]["satisfied_pct"] for group in table["groups"]]
    sizes = [group["n"] for group in table["groups"]]
    plain = roll_up_printed([Printed(share) for share in shares])
    weighted = roll_up_printed([Printed(share, n) for share, n in zip(shares, sizes, strict=True)])
    assert plain.agreement(overall) is Agreement.WITHIN_ROUNDING
    assert weighted.agreement(overall) is Agreement.DIFFERENT
    assert sum(sizes) == table["n"]["total"]


def test_preschools_of_ho_chi_minh_city_2025_print_an_overall_mean_above_all_five_areas():
    group = figures("edu-hcmc-2025")["groups"][0]
    areas = [area["mean"] for area in group["dimensions"]]
    overall = Printed(group["overall"]["mean"])
    assert roll_up_printed([Printed(mean) for mean in areas]).agreement(overall) is Agreement.DIFFERENT
    assert overall.value > max(areas)


def test_bac_ninh_2019_is_not_the_plain_mean_of_its_levels():
    table = figures("edu-bacninh-2019")
    parts = [Printed(share, decimals=1) for share in table["by_level"]["satisfied_pct"].values()]
    overall = Printed(table["overall"]["satisfied_pct"], decimals=1)
    assert roll_up_printed(parts).agreement(overall) is Agreement.DIFFERENT


def test_the_gap_of_ho_chi_minh_city_2022_is_the_difference_printed():
    parents, students = (g["overall"]["satisfied_pct"] for g in figures("edu-hcmc-2022")["groups"])
    assert rounded(parents - students) == figures("edu-hcmc-2022")["printed_relations"][0]["printed"]


def test_the_sizes_of_samples_add_up():
    phu_yen, city = figures("edu-phuyen-2016-sample")["n"], figures("edu-hcmc-2023")["n"]
    assert phu_yen["mầm non"] + phu_yen["tiểu học"] == phu_yen["total"]
    online = city["online_preschool_primary_lower_secondary"]
    assert city["paper_high_schools"] + online == city["total"]


@pytest.mark.parametrize(
    ("name", "item", "total"),
    [
        ("sipas-quocgia-2024", 0, 100.00),
        ("sipas-quocgia-2022-quantam", 1, 100.00),
        ("sipas-quocgia-2022-quantam", 0, 99.96),
        ("sipas-tphcm-2016", 0, 99.91),
    ],
)
def test_published_distributions_close_or_are_known_not_to(name, item, total):
    percents = figures(name)["items"][item]["percents"].values()
    assert rounded(sum(percents)) == total


@pytest.mark.parametrize(
    ("mean", "share"),
    [(4.65, 96.6), (4.51, 95.79), (4.61, 97.22), (4.61, 97.88), (4.72, 97.58), (4.59, 98.09)],
)
def test_published_pairs_of_mean_and_share_can_come_from_the_same_answers(mean, share):
    # Education department of Hồ Chí Minh City 2024 and 2025: the six pairs printed.
    assert (
        str(mean)
        in (FIGURES / "edu-hcmc-2024.json").read_text() + (FIGURES / "edu-hcmc-2025.json").read_text()
    )
    low, high = score_bounds(share / 100)
    assert low <= mean <= high


@given(st.lists(st.integers(1, 5), min_size=1, max_size=50))
def test_no_answers_escape_the_bounds(scores):
    item = {"code": "A1", "counts": {k: scores.count(k) for k in range(1, 6)}}
    answers = from_counts([item])
    low, high = score_bounds(item_indices(answers)[0].value)
    assert low - 1e-9 <= mean_score(answers).value <= high + 1e-9


def complete_cases() -> list[Any]:
    cases = figures("qd766-published-groups")["cases"]
    return [case for case in cases if len(case.get("groups", {})) == 6 and case["total"] is not None]


@pytest.mark.parametrize("case", complete_cases(), ids=lambda case: f"{case['unit']} {case['as_of']}")
def test_points_of_decision_766_add_up_to_the_printed_total(case):
    parts = [Printed(points) for points, _ in case["groups"].values()]
    decimals = len(str(case["total"]).partition(".")[2])
    assert add_up_printed(parts).agreement(Printed(case["total"], decimals=decimals)) is Agreement.EXACT


def test_a_roll_up_of_nothing_is_refused():
    with pytest.raises(ValueError, match="Không có phần nào"):
        roll_up_printed([])


def test_every_table_kept_here_names_its_source():
    for path in FIGURES.glob("*.json"):
        assert "source" in path.read_text(encoding="utf-8"), path.name
