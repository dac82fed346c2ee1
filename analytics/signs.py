"""What stands out in how a unit's answers came in, judged against its own level, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
import pandas as pd

from analytics.answers import Answers, places_of
from analytics.change import compare
from analytics.credibility import BURST_SECONDS, Times, counts
from analytics.funnel import INNER_Z, OUTER_Z, Funnel, funnel
from analytics.mode_effect import FEWEST_OF_EACH, PAPER, SUSPECT_P, SUSPECT_POINTS
from analytics.numbers import percent, points, short_percent

# Rules without a published source are this project's; calibrate them on an office's own first two quarters.
FEWEST_FOR_RATES, FEWEST_FOR_DAY, FEWEST_ALL_SATISFIED = 20, 30, 50
HARD_RATE, SOFT_RATE, DAY_RATE, NIGHT_RATE = 0.10, 0.25, 0.50, 0.20
BURST, UNLIKELY = 10, 0.01


class Family(Enum):
    """Independent kinds of evidence; the value is what an official reads."""

    PATTERN = "kiểu trả lời"
    TIME = "thời gian trả lời"
    LEVEL = "mức cao khác thường"
    MODE = "phiếu giấy khác trực tuyến"
    FRAME = "số phiếu vượt số người"


class Credibility(Enum):
    """The reading of a unit: an invitation to look, no more."""

    USUAL = "bình thường"
    REVIEW = "cần xem lại"
    VERIFY = "cần xác minh"


@dataclass(frozen=True)
class Sign:
    family: Family
    sentence: str


# A sign and the unit it is about.
Signed = tuple[str, Sign]


@dataclass(frozen=True)
class Reading:
    """One unit, its signs, and what they add up to: two families look again, three and more verify."""

    unit: str
    n: int
    signs: tuple[Sign, ...]

    @property
    def credibility(self) -> Credibility:
        families = len({sign.family for sign in self.signs})
        if families < 2:
            return Credibility.USUAL
        return Credibility.REVIEW if families == 2 else Credibility.VERIFY


def readings(
    answers: Answers,
    level: Mapping[str, str],
    population: Mapping[str, int] | None = None,
    times: Times | None = None,
) -> tuple[Reading, ...]:
    """Read how the answers of every unit came in, against the units of its own level.

    Parameters
    ----------
    answers
        The valid questionnaires; `about` has `unit` and may have `channel` and `day`.
    level
        The level of each unit: how often answers are all alike is a habit of the form and the level.
    population
        People who could answer, where known.
    times
        As `credibility.counts` takes them. When paper was typed in says nothing, so time is read online only.

    Returns
    -------
    One Reading a unit, in the order of their codes. Rates are read from n = 20 on, and stand out only beyond
    the 99.8 % limit of the level's funnel widened by how the level's units differ anyway. A parents' meeting
    makes a burst, and satisfied parents all fives: a sign is a reason to ask. Source: rules and thresholds of
    the project's data-credibility audit; speed after Wood et al. 2017 and Huang et al. 2012; funnel after
    Spiegelhalter 2005.
    """
    found = counts(answers, times)
    made: dict[str, list[Sign]] = {str(unit): [] for unit in found.index}
    for unit, sign in (*_of_frame(found, population or {}), *_of_patterns(found), *_of_time(answers, times)):
        made[unit].append(sign)
    for _, part in found.groupby([level.get(str(unit), "") for unit in found.index]):
        for unit, sign in _against_level(part):
            made[unit].append(sign)
    for unit, sign in _of_mode(answers):
        made[unit].append(sign)
    sizes = found["n"].to_numpy(dtype=np.int64)
    return tuple(Reading(unit, int(n), tuple(made[unit])) for unit, n in zip(made, sizes, strict=True))


def _of_frame(found: pd.DataFrame, people: Mapping[str, int]) -> Iterator[Signed]:
    for unit, n in found["n"].items():
        if (known := people.get(str(unit))) is not None and n > known:
            yield str(unit), Sign(Family.FRAME, f"Có {n:.0f} phiếu nhưng chỉ {known} người có thể trả lời.")


def _of_patterns(found: pd.DataFrame) -> Iterator[Signed]:
    for unit, size in found["max_unlikely_group"].items():
        if size:
            yield str(unit), Sign(Family.PATTERN, f"{size:.0f} phiếu trả lời giống hệt nhau ở mọi câu.")


def _against_level(part: pd.DataFrame) -> Iterator[Signed]:
    part = part[part["n"] >= FEWEST_FOR_RATES]
    if part.empty:
        return
    n = part["n"].to_numpy(dtype=np.int64)
    fives = np.rint(n * part["ceiling_share"].to_numpy(dtype=np.float64)).astype(np.int64)
    satisfied = part["n_satisfied"].to_numpy(dtype=np.int64)
    alike = funnel(part["n_straight"].to_numpy(dtype=np.int64), n)
    yield from _above(part, alike, Family.PATTERN, "phiếu chọn một mức cho mọi câu")
    yield from _above(part, funnel(fives, n), Family.LEVEL, "câu trả lời ở mức 5")
    yield from _all_satisfied(part, funnel(satisfied, n))


def _above(part: pd.DataFrame, around: Funnel, family: Family, what: str) -> Iterator[Signed]:
    # A doubt about how answers came in weighs more than a place on a chart: τ² counts at any number of units.
    beyond = (around.share > around.far_upper) & (around.z_tau > OUTER_Z)
    for unit, share, stands_out in zip(part.index, around.share, beyond, strict=True):
        if stands_out:
            yield str(unit), Sign(family, _beside(f"{percent(share, 1)} {what}", around.line))


def _all_satisfied(part: pd.DataFrame, around: Funnel) -> Iterator[Signed]:
    every = (around.share == 1.0) & (around.n >= FEWEST_ALL_SATISFIED)
    for unit, n in part["n"][every & (around.line**around.n < UNLIKELY) & (around.z_tau > INNER_Z)].items():
        yield str(unit), Sign(Family.LEVEL, _beside(f"Cả {n:.0f} người đều hài lòng", around.line))


def _beside(said: str, usual: float) -> str:
    return f"{said}; chung của cấp là {percent(usual, 1)}."


def _of_time(answers: Answers, times: Times | None) -> Iterator[Signed]:
    online = np.ones(len(answers), dtype=bool)
    if "channel" in answers.about:
        online = (answers.about["channel"] != PAPER).to_numpy(dtype=bool)
    if not online.any():
        return
    known = Times(times.submitted[online], times.seconds[online]) if times else None
    for unit, row in counts(answers.where(online), known).iterrows():
        yield from ((str(unit), Sign(Family.TIME, said)) for said in _in_time(row))


def _in_time(row: "pd.Series[float]") -> Iterator[str]:
    if row.get("n_timed", 0) >= FEWEST_FOR_RATES:
        hard, soft = row["n_lt1s"] / row["n_timed"], row["n_lt2s"] / row["n_timed"]
        if hard > HARD_RATE or soft > SOFT_RATE:
            yield f"{percent(soft, 1)} phiếu trả lời dưới 2 giây mỗi câu."
    if row["n"] < FEWEST_FOR_RATES:
        return
    if row.get("max_in_10min", 0) >= BURST:
        yield f"{row['max_in_10min']:.0f} phiếu trong {BURST_SECONDS // 60} phút (có thể là buổi họp)."
    if row["n"] >= FEWEST_FOR_DAY and row.get("top_day_share", 0.0) > DAY_RATE:
        yield f"{short_percent(round(row['top_day_share'], 2))} phiếu đến trong một ngày."
    if row.get("night_share", 0.0) > NIGHT_RATE:
        yield f"{short_percent(round(row['night_share'], 2))} phiếu gửi ban đêm."


def _of_mode(answers: Answers) -> Iterator[Signed]:
    if "channel" not in answers.about:
        return
    paper = (answers.about["channel"] == PAPER).to_numpy(dtype=bool)
    for unit, places in places_of(answers, "unit").items():
        on_paper, online = places[paper[places]], places[~paper[places]]
        if min(len(on_paper), len(online)) < FEWEST_OF_EACH:
            continue
        found = compare(answers.where(online), answers.where(on_paper))
        if found.value > SUSPECT_POINTS and found.p_value < SUSPECT_P:
            said = f"Phiếu giấy so với phiếu trực tuyến của cùng đơn vị: {points(found.value)}."
            yield unit, Sign(Family.MODE, said)
