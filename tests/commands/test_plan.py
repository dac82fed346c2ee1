"""How many answers are needed, as an officer asks it."""

from tests.commands.conftest import Sipas


def test_a_plan_sets_the_quoted_formula_beside_what_a_verdict_needs(sipas: Sipas) -> None:
    said = sipas("plan", "--population", "20000").output
    # Slovin for 20,000 at 5 %: 393; answers for 80 % power by the exact rule from analytics.planner's tests.
    assert "393  Slovin" in said
    assert "chứng tỏ từ 95 % khi thật là 98 %" in said


def test_a_school_that_is_too_small_is_told(sipas: Sipas) -> None:
    assert "nhiều hơn số người" in sipas("plan", "--population", "60").output


def test_a_truth_below_the_target_can_never_be_proven(sipas: Sipas) -> None:
    said = sipas("plan", "--population", "500", "--truth", "94").output
    assert "không số phiếu nào đủ" in said


def test_clusters_and_silence_ask_for_more(sipas: Sipas) -> None:
    plain = sipas("plan", "--population", "5000").output
    more = sipas("plan", "--population", "5000", "--design-effect", "2", "--response", "50").output
    assert int(more.splitlines()[2].split()[0]) > 3 * int(plain.splitlines()[2].split()[0])
