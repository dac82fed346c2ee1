"""How answers came in: counts per unit that may start a conversation, never delete, never accuse."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.answers import NO_ANSWER, Answers
from analytics.breakdown import figure_of
from analytics.disclosure import Floor
from analytics.estimate import Estimate
from analytics.intervals import Floats
from analytics.mode_effect import PAPER
from analytics.patterns import repeated, straight, unlikely_repeats
from analytics.rollup import Method
from analytics.validity import satisfied_overall

HARD_SECONDS, SOFT_SECONDS = 1.0, 2.0
# From this part of unfinished sheets on, and this many sheets, the form is at fault.
UNFINISHED, FEWEST_RECEIVED = 0.15, 20
BURST_SECONDS = 600
NIGHT_FROM, NIGHT_TO = 22, 6
HOUR, DAY = 3600, 86_400
# A larger difference between with and without flagged rows belongs on the front page.
WORTH_PRINTING = 0.01


@dataclass(frozen=True)
class Times:
    """When and how fast answers came, one entry a respondent; NaN where unknown.

    submitted  local time in seconds since 1970-01-01; seconds: from opening to sending
    The product stores neither; answers imported from elsewhere may have both.
    """

    submitted: Floats
    seconds: Floats


@dataclass(frozen=True)
class Audit:
    """The index with all rows and without those that a row rule flags."""

    index: Estimate
    without: Estimate
    flagged: int

    @property
    def worth_printing(self) -> bool:
        """A difference above one point, of rows enough on both sides that nobody stands out."""
        enough = min(self.flagged, self.index.n - self.flagged) >= Floor.INSIDE
        return enough and abs(self.index.value - self.without.value) > WORTH_PRINTING


@dataclass(frozen=True)
class Unfinished:
    """Sheets of one unit of which less than half was answered: a fault of the form, not of people."""

    unit: str
    received: int
    broken_off: int

    @property
    def share(self) -> float:
        return self.broken_off / self.received


def unfinished(answers: Answers, received: Mapping[str, int]) -> tuple[Unfinished, ...]:
    """List the units where more than 15 % of at least 20 sheets received are not valid, most first."""
    kept = answers.about["unit"].value_counts()
    found = (Unfinished(unit, n, n - int(kept.get(unit, 0))) for unit, n in received.items())
    many = [one for one in found if one.received >= FEWEST_RECEIVED and one.share > UNFINISHED]
    return tuple(sorted(many, key=lambda one: (-one.share, one.unit)))


def audit_index(answers: Answers, method: Method = Method.MEAN_OF_ITEMS) -> Audit:
    """Compute the index with and without rows that repeat a pattern oftener than chance explains.

    Straight-lined rows stay: here they are mostly sincere, and dropping them would lower every good unit.
    Nothing is deleted; both figures are for showing side by side.
    """
    kept = (unlikely_repeats(answers) == 0).to_numpy(dtype=bool)
    found = figure_of(answers, method).index
    without = figure_of(answers.where(kept), method).index if kept.any() else found
    return Audit(found, without, int(np.count_nonzero(~kept)))


def counts(answers: Answers, times: Times | None = None) -> pd.DataFrame:
    """Count per unit what the checks rest on.

    Parameters
    ----------
    answers
        The valid questionnaires; `about` has `unit` and may have `channel` and `day`.
    times
        Without them the columns that need a clock are missing.

    Returns
    -------
    Index = unit. n, n_satisfied (mean of the answers ≥ 4); n_straight, n_all5; ceiling_share (fives over
    answers); n_dup_rows and max_dup_group (rows in groups of equal patterns, the largest group),
    max_unlikely_group (of `unlikely_repeats`); paper_share; top_day_share. With times also n_timed, n_lt2s
    and n_lt1s (seconds per answered item), max_in_10min, night_share (22:00–06:00).
    R: reference pack, section `credibility`.
    """
    rows = _rows(answers)
    if times is not None:
        pace = times.seconds / rows["answered"].to_numpy(dtype=np.float64)
        rows = rows.assign(pace=pace, at=times.submitted, day=np.floor_divide(times.submitted, DAY))
    found = {unit: _counted(part) for unit, part in rows.groupby("unit")}
    return pd.DataFrame.from_dict(found, orient="index")


def _rows(answers: Answers) -> pd.DataFrame:
    alike, highest = straight(answers), answers.scores.max(axis=1)
    table = pd.DataFrame(
        {
            "unit": answers.about["unit"].to_numpy(),
            "straight": alike,
            "all5": alike & (highest == 5),
            "fives": np.count_nonzero(answers.scores == 5, axis=1),
            "answered": np.count_nonzero(answers.scores != NO_ANSWER, axis=1),
            "satisfied": satisfied_overall(answers.scores) == 1.0,
            "alike": repeated(answers),
            "unlikely": unlikely_repeats(answers),
        }
    )
    if "channel" in answers.about:
        table["paper"] = (answers.about["channel"] == PAPER).to_numpy(dtype=bool)
    if "day" in answers.about:
        table["day"] = answers.about["day"].to_numpy()
    return table


def _counted(part: pd.DataFrame) -> dict[str, float]:
    found: dict[str, float] = {
        "n": len(part),
        "n_satisfied": int(part["satisfied"].sum()),
        "n_straight": int(part["straight"].sum()),
        "n_all5": int(part["all5"].sum()),
        "ceiling_share": float(part["fives"].sum() / part["answered"].sum()),
        "n_dup_rows": int((part["alike"] >= 2).sum()),
        "max_dup_group": int(part["alike"].max()),
        "max_unlikely_group": int(part["unlikely"].max()),
    }
    if "paper" in part:
        found["paper_share"] = float(part["paper"].mean())
    if "day" in part:
        found["top_day_share"] = float(part["day"].value_counts().max() / len(part))
    return found | (_clocked(part) if "at" in part else {})


def _clocked(part: pd.DataFrame) -> dict[str, float]:
    pace = part["pace"].dropna().to_numpy(dtype=np.float64)
    at = np.sort(part["at"].dropna().to_numpy(dtype=np.float64))
    hour = np.floor_divide(np.mod(at, DAY), HOUR)
    within = np.searchsorted(at, at + BURST_SECONDS, side="left") - np.arange(len(at))
    return {
        "n_timed": len(pace),
        "n_lt2s": int((pace < SOFT_SECONDS).sum()),
        "n_lt1s": int((pace < HARD_SECONDS).sum()),
        "max_in_10min": int(within.max(initial=0)),
        "night_share": float(((hour >= NIGHT_FROM) | (hour < NIGHT_TO)).mean()) if len(at) else 0.0,
    }
