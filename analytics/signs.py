"""What stands out in how a unit's answers came in, judged against its own level, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
import pandas as pd

from analytics.credibility import BURST_SECONDS, LARGE_GROUP
from analytics.funnel import OUTER, limit
from analytics.numbers import percent, short_percent

# Rules without a published source are this project's; calibrate them on an office's own first two quarters.
FEWEST_FOR_RATES, FEWEST_FOR_DAY, FEWEST_ALL_SATISFIED = 20, 30, 50
HARD_RATE, SOFT_RATE, DAY_RATE, NIGHT_RATE = 0.10, 0.25, 0.50, 0.20
BURST, UNLIKELY = 10, 0.01


class Family(Enum):
    """Independent kinds of evidence; the value is what an official reads."""

    PATTERN = "kiểu trả lời"
    TIME = "thời gian trả lời"
    LEVEL = "mức cao khác thường"
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
    counts: pd.DataFrame, level: Mapping[str, str], population: Mapping[str, int] | None = None
) -> tuple[Reading, ...]:
    """Read the counts of `credibility.counts`, every unit against the units of its own level.

    Parameters
    ----------
    counts
        Index = unit.
    level
        The level of each unit: how often answers are all alike is a habit of the form and the level.
    population
        People who could answer, where known.

    Returns
    -------
    One Reading a unit, in the order of `counts`. Rates are read from n = 20 on. A parents' meeting makes a
    burst, and satisfied parents all fives: a sign is a reason to ask. Source: rules and thresholds of the
    project's data-credibility audit; speed after Wood et al. 2017 and Huang et al. 2012.
    """
    levels = {str(unit): level.get(str(unit), "") for unit in counts.index}
    usual = {str(name): _usual(part) for name, part in counts.groupby(np.array(list(levels.values())))}
    people = population or {}
    return tuple(
        Reading(unit, int(row["n"]), tuple(_signs(row, usual[levels[unit]], people.get(unit))))
        for unit, (_, row) in zip(levels, counts.iterrows(), strict=True)
    )


def _usual(part: pd.DataFrame) -> "pd.Series[float]":
    """The level's own rates: of straight-lined rows, of fives, of satisfied people."""
    n = float(part["n"].sum())
    return pd.Series(
        {
            "straight": part["n_straight"].sum() / n,
            "fives": float(np.average(part["ceiling_share"], weights=part["n"])),
            "satisfied": part["n_satisfied"].sum() / n,
        }
    )


def _signs(row: "pd.Series[float]", usual: "pd.Series[float]", people: int | None) -> Iterator[Sign]:
    if people is not None and row["n"] > people:
        yield Sign(Family.FRAME, f"Có {row['n']:.0f} phiếu nhưng chỉ {people} người có thể trả lời.")
    if row["max_dup_group"] >= LARGE_GROUP:
        yield Sign(Family.PATTERN, f"{row['max_dup_group']:.0f} phiếu trả lời giống hệt nhau ở mọi câu.")
    if row["n"] < FEWEST_FOR_RATES:
        return
    yield from _against_level(row, usual)
    yield from _in_time(row)


def _against_level(row: "pd.Series[float]", usual: "pd.Series[float]") -> Iterator[Sign]:
    n, alike = int(row["n"]), row["n_straight"] / row["n"]
    if alike > _most(n, usual["straight"]):
        said = f"{percent(alike, 1)} phiếu chọn một mức cho mọi câu"
        yield Sign(Family.PATTERN, _beside(said, usual["straight"]))
    if row["ceiling_share"] > _most(n, usual["fives"]):
        said = f"{percent(row['ceiling_share'], 1)} câu trả lời ở mức 5"
        yield Sign(Family.LEVEL, _beside(said, usual["fives"]))
    all_satisfied = n >= FEWEST_ALL_SATISFIED and row["n_satisfied"] == n
    if all_satisfied and usual["satisfied"] ** n < UNLIKELY:
        yield Sign(Family.LEVEL, _beside(f"Cả {n} người đều hài lòng", usual["satisfied"]))


def _beside(said: str, usual: float) -> str:
    return f"{said}; chung của cấp là {percent(usual, 1)}."


def _in_time(row: "pd.Series[float]") -> Iterator[Sign]:
    if row.get("n_timed", 0) >= FEWEST_FOR_RATES:
        hard, soft = row["n_lt1s"] / row["n_timed"], row["n_lt2s"] / row["n_timed"]
        if hard > HARD_RATE or soft > SOFT_RATE:
            yield Sign(Family.TIME, f"{percent(soft, 1)} phiếu trả lời dưới 2 giây mỗi câu.")
    if row.get("max_in_10min", 0) >= BURST:
        said = f"{row['max_in_10min']:.0f} phiếu trong {BURST_SECONDS // 60} phút (có thể là buổi họp)."
        yield Sign(Family.TIME, said)
    if row["n"] >= FEWEST_FOR_DAY and row.get("top_day_share", 0.0) > DAY_RATE:
        yield Sign(Family.TIME, f"{short_percent(round(row['top_day_share'], 2))} phiếu đến trong một ngày.")
    if row.get("night_share", 0.0) > NIGHT_RATE:
        yield Sign(Family.TIME, f"{short_percent(round(row['night_share'], 2))} phiếu gửi ban đêm.")


def _most(n: int, usual: float) -> float:
    return float(limit(n, usual, 1.0 - OUTER))
