"""Early warning from weekly counts: control chart, CUSUM, or run chart, as the history allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np
import pandas as pd

from analytics.answers import Answers
from analytics.control import BETTER_WEEKS, FEWEST_WEEKS, Control, control, enough_history
from analytics.cusum import Cusum, cusum
from analytics.numbers import percent
from analytics.run_chart import RunChart, run_chart
from analytics.validity import satisfied_overall

# A CUSUM needs a usual share of dissatisfied answers: at least so many answers before it starts.
FEWEST_ANSWERS = 100
# A week with fewer says nothing of its own, and might say something of a person.
FEWEST_A_WEEK = 10


class Watch(Enum):
    """How the weeks are watched; the value is the name an official reads."""

    CONTROL = "Biểu đồ kiểm soát theo tuần (Laney p′)"
    CUSUM = "Tổng tích lũy CUSUM theo tuần"
    RUN = "Biểu đồ diễn biến quanh trung vị"


@dataclass(frozen=True)
class EarlyWarning:
    """Weeks with their counts, how they are watched, and what is seen.

    weeks    index = Monday as date, columns n, x (satisfied respondents)
    chart    the figures of the method; signals: weeks that stand out
    """

    weeks: pd.DataFrame
    watch: Watch
    chart: Control | Cusum | RunChart
    signals: tuple[str, ...]
    sentence: str


def weekly(answers: Answers) -> pd.DataFrame:
    """Count respondents and satisfied respondents (mean ≥ 4) per week, by its Monday; `about` has `day`."""
    day = pd.to_datetime(answers.about["day"])
    monday = (day - pd.to_timedelta(day.dt.day_of_week, unit="D")).dt.date
    table = pd.DataFrame({"monday": monday, "x": satisfied_overall(answers.scores)}).dropna()
    grouped = table.groupby("monday")["x"]
    return pd.DataFrame({"n": grouped.size(), "x": grouped.sum().astype(np.int64)})


def warn(counted: pd.DataFrame) -> EarlyWarning | None:
    """Watch a series of weekly counts; None without any week of ten answers.

    Parameters
    ----------
    counted
        As `weekly` gives it, oldest first; several tables may be added up before. Weeks below n = 10 are left
        out.

    Returns
    -------
    EarlyWarning. A control chart from 13 weeks on with about five dissatisfied answers expected in a usual
    week; its first 12 to 20 weeks are the baseline and stay so. With smaller weeks a CUSUM, once 100 answers
    came before the last week and not all alike. Else a run chart. Source: decision of this project, with the
    limits of the three methods.
    """
    weeks = counted[counted["n"] >= FEWEST_A_WEEK]
    if weeks.empty:
        return None
    baseline = min(BETTER_WEEKS, len(weeks) - 1)
    before = weeks.iloc[:baseline]
    centre = before["x"].sum() / max(before["n"].sum(), 1)
    if baseline >= FEWEST_WEEKS and enough_history(before["n"], centre):
        return _controlled(weeks, baseline)
    if before["n"].sum() >= FEWEST_ANSWERS and 0.0 < centre < 1.0:
        return _accumulated(weeks, baseline, 1.0 - centre)
    return _plain(weeks)


def _controlled(weeks: pd.DataFrame, baseline: int) -> EarlyWarning:
    made = control(weeks["x"], weeks["n"], baseline)
    signals = tuple(_named(weeks, made.signals))
    usual = f"mức thường gặp {percent(made.centre, 1)}, từ {baseline} tuần đầu"
    said = f"Tuần khác thường: {', '.join(signals)}" if signals else "Không tuần nào khác thường"
    return EarlyWarning(weeks, Watch.CONTROL, made, signals, f"{said} ({usual}).")


def _accumulated(weeks: pd.DataFrame, baseline: int, expected: float) -> EarlyWarning:
    made = cusum(weeks["x"], weeks["n"], expected)
    after = np.arange(len(weeks)) >= baseline
    signals = tuple(_named(weeks, made.signals & after))
    usual = f"thường gặp {percent(expected, 1)} không hài lòng"
    said = (
        f"Có dấu hiệu số không hài lòng tăng gấp đôi: {', '.join(signals)}"
        if signals
        else "Chưa có dấu hiệu số không hài lòng tăng"
    )
    return EarlyWarning(weeks, Watch.CUSUM, made, signals, f"{said} ({usual}).")


def _plain(weeks: pd.DataFrame) -> EarlyWarning:
    made = run_chart(weeks["x"] / weeks["n"])
    said = (
        "Các tuần gần đây nghiêng hẳn về một phía: nên xem lại."
        if made.signals
        else "Chưa đủ số liệu cho biểu đồ kiểm soát; các tuần dao động quanh trung vị."
    )
    return EarlyWarning(weeks, Watch.RUN, made, (), said)


def _named(weeks: pd.DataFrame, chosen: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> Iterator[str]:
    for monday in weeks.index[chosen]:
        yield f"tuần {monday:%d/%m/%Y}"
