"""Paper against online answers: do people say other things where somebody collects the sheet?"""

from dataclasses import dataclass

import numpy as np

from analytics import wording
from analytics.answers import Answers, Mask
from analytics.change import Difference, difference
from analytics.design import CLUSTER, Design
from analytics.estimate import Scale
from analytics.rollup import Method, ratios
from analytics.sample import lay_out
from analytics.weights import Population

PAPER = "paper"
FEWEST_OF_EACH = 30
SUSPECT_POINTS, SUSPECT_P = 0.05, 0.01


@dataclass(frozen=True)
class ModeEffect:
    """Index on paper minus index online; `refused` says why there is none."""

    difference: Difference | None
    paper: int
    online: int
    refused: str = ""

    @property
    def worth_a_look(self) -> bool:
        found = self.difference
        return found is not None and abs(found.value) > SUSPECT_POINTS and found.p_value < SUSPECT_P

    @property
    def sentence(self) -> str:
        """The difference in words; empty when refused."""
        if self.difference is None:
            return ""
        lower, upper = self.difference.bounds()
        look = " Nên xem cách thu phiếu giấy." if self.worth_a_look else ""
        return wording.changed("chênh lệch", self.difference.value, lower, upper, Scale.SHARE) + look


def mode_effect(
    answers: Answers,
    design: Design = CLUSTER,
    population: Population | None = None,
    method: Method = Method.MEAN_OF_ITEMS,
) -> ModeEffect:
    """Compare the answers collected on paper with those given online, in one design.

    Parameters
    ----------
    answers
        The valid questionnaires; `about` has `channel` (paper or anything else) and the design's columns.
    design, population, method
        As in `aggregate_index`. Units as clusters by default: the contrast is between people of one unit as
        much as between units that use paper and units that do not.

    Returns
    -------
    ModeEffect; refused with fewer than 30 answers of either kind.

    Notes
    -----
    Neither mode is weighted away: both are shown. Thresholds of `worth_a_look` are ours. Source: see
    `paper_minus_online`.
    """
    on_paper = _on_paper(answers)
    paper, online = int(np.count_nonzero(on_paper)), int(np.count_nonzero(~on_paper))
    if min(paper, online) < FEWEST_OF_EACH:
        why = (
            f"Cần ít nhất {FEWEST_OF_EACH} phiếu mỗi loại: có {paper} phiếu giấy, {online} phiếu trực tuyến."
        )
        return ModeEffect(None, paper, online, why)
    return ModeEffect(paper_minus_online(answers, design, population, method), paper, online)


def paper_minus_online(
    answers: Answers, design: Design, population: Population | None, method: Method
) -> Difference | None:
    """Estimate the index on paper minus the index online, however few there are of either.

    Two domain means of one design, `before` being online and `after` paper, rows outside staying in the
    design; arguments as in `mode_effect`. None where one of the two is missing altogether. The difference
    equals the slope of a weighted regression on paper yes/no. R: `svyglm(y ~ paper)`.
    """
    on_paper = _on_paper(answers)
    if on_paper.all() or not on_paper.any():
        return None
    sample = lay_out(design, answers.about, population)
    return difference(sample, ratios(answers, method), ~on_paper, on_paper)


def _on_paper(answers: Answers) -> Mask:
    found: Mask = (answers.about["channel"] == PAPER).to_numpy(dtype=bool)
    return found
