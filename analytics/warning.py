"""Early warning from weekly counts: control chart, CUSUM, or run chart, as the history allows."""

import math
from dataclasses import dataclass
from datetime import date
from enum import Enum

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.answers import Answers, Mask
from analytics.control import BETTER_WEEKS, FEWEST_WEEKS, Control, control, enough_history
from analytics.cusum import Cusum, cusum, usual_share
from analytics.false_alarm import chance_of_signal
from analytics.numbers import number, percent
from analytics.run_chart import RunChart, run_chart
from analytics.validity import satisfied_overall

# What a week is watched by: not the index, whose parts rotate, but people of whom each counts once.
MEASURE = "tỷ lệ người có điểm trung bình từ 4 trở lên"
NOT_THE_INDEX = "Tỷ lệ này không phải chỉ số hài lòng, thường khác chỉ số vài điểm."
# What is usual must be known before a CUSUM starts: with so many answers its run lengths hold.
FEWEST_ANSWERS = 200
# A week with fewer says nothing of its own, and might say something of a person.
FEWEST_A_WEEK = 10
RARE = 0.005


class Watch(Enum):
    """How the weeks are watched; the value is the name an official reads."""

    CONTROL = "Biểu đồ kiểm soát theo tuần (Laney p′)"
    CUSUM = "Tổng tích lũy CUSUM theo tuần"
    RUN = "Biểu đồ diễn biến quanh trung vị"


@dataclass(frozen=True)
class Week:
    """One week as it is drawn and tabled; shares in [0, 1], NaN where the method has none.

    lower, upper   between them the share is as usual
    score          evidence so far that dissatisfaction rose
    stands_out     the week is a signal
    """

    monday: date
    n: int
    x: int
    lower: float = math.nan
    upper: float = math.nan
    score: float = math.nan
    stands_out: bool = False

    @property
    def share(self) -> float:
        return self.x / self.n

    @property
    def name(self) -> str:
        return f"tuần {self.monday:%d/%m/%Y}"


@dataclass(frozen=True)
class EarlyWarning:
    """Weeks with their counts, how they are watched, and what is seen.

    weeks      oldest first
    watch      the method, `chart` its figures; a CUSUM's are those of the weeks after the baseline
    baseline   how many of the first weeks say what is usual; 0 for a run chart
    sentence   what is seen, for the screen
    by_chance  how often such a series has a signal when nothing changed; NaN for a run chart
    """

    weeks: tuple[Week, ...]
    watch: Watch
    chart: Control | Cusum | RunChart
    baseline: int
    sentence: str
    by_chance: float = math.nan

    @property
    def signals(self) -> tuple[str, ...]:
        """The weeks that stand out, by name."""
        return tuple(week.name for week in self.weeks if week.stands_out)


def weekly(answers: Answers) -> pd.DataFrame:
    """Count respondents and satisfied respondents (mean ≥ 4) per week, by its Monday; `about` has `day`."""
    day = pd.to_datetime(answers.about["day"])
    monday = (day - pd.to_timedelta(day.dt.day_of_week, unit="D")).dt.date
    table = pd.DataFrame({"monday": monday, "x": satisfied_overall(answers.scores)}).dropna()
    grouped = table.groupby("monday")["x"]
    return pd.DataFrame({"n": grouped.size(), "x": grouped.sum().astype(np.int64)})


def choose_watch(n: npt.ArrayLike, x: npt.ArrayLike) -> tuple[Watch, int]:
    """Choose how a series of weeks is watched, and how many of its first weeks are the baseline.

    Parameters
    ----------
    n, x
        Respondents and satisfied respondents of each week, oldest first.

    Returns
    -------
    The first that applies:

    =========  ==========================================================================================
    CONTROL    more than 12 weeks, with about five dissatisfied answers expected in a usual one; baseline
               the first 12 weeks, the first 20 as soon as there are more than 20
    CUSUM      more than the first weeks that have 200 answers together; these are the baseline
    RUN        else; no baseline
    =========  ==========================================================================================

    A baseline never moves with the weeks that it judges. Source: decision of this project within the limits
    of the three methods; see `control.enough_history` and `cusum.usual_share`.
    """
    size, satisfied = np.asarray(n, dtype=np.float64), np.asarray(x, dtype=np.float64)
    weeks = BETTER_WEEKS if len(size) > BETTER_WEEKS else FEWEST_WEEKS
    centre = satisfied[:weeks].sum() / max(size[:weeks].sum(), 1.0)
    if len(size) > weeks and enough_history(size[:weeks], centre):
        return Watch.CONTROL, weeks
    known = int(np.searchsorted(size.cumsum(), FEWEST_ANSWERS)) + 1
    return (Watch.CUSUM, known) if known < len(size) else (Watch.RUN, 0)


def warn(counted: pd.DataFrame) -> EarlyWarning | None:
    """Watch a series of weekly counts; None without any week of ten answers.

    Parameters
    ----------
    counted
        As `weekly` gives it, oldest first; several tables may be added up before. Weeks below n = 10 are left
        out; a single one takes the smallest of the others with it.

    Returns
    -------
    EarlyWarning by the method of `choose_watch`. Signals are weeks outside the limits of a control chart or
    ending eight on one side of its centre; weeks in which a CUSUM, started anew after its baseline, stands at
    or above its threshold. A run chart names no week, only that many in a row lean to one side.
    """
    weeks = counted[counted["n"] >= FEWEST_A_WEEK]
    if len(counted) - len(weeks) == 1:
        # The sum of all less the other weeks would tell the only one left out.
        weeks = weeks.drop(index=weeks["n"].idxmin()) if len(weeks) else weeks
    if weeks.empty:
        return None
    watch, baseline = choose_watch(weeks["n"], weeks["x"])
    if watch is Watch.CONTROL:
        return _controlled(weeks, baseline)
    return _accumulated(weeks, baseline) if watch is Watch.CUSUM else _plain(weeks)


def _controlled(weeks: pd.DataFrame, baseline: int) -> EarlyWarning:
    made = control(weeks["x"], weeks["n"], baseline)
    listed = _listed(weeks, made.signals, lower=made.lowest, upper=made.highest)
    chance = chance_of_signal(weeks["n"], made.centre, lambda x: control(x, made.n, baseline).signals)
    usual = f"Mức thường gặp: {percent(made.centre, 1)}, từ {_since(listed, baseline)}. {NOT_THE_INDEX}"
    said = f"Tuần khác thường: {_names(listed)}." if made.signals.any() else "Không tuần nào khác thường."
    return EarlyWarning(
        listed, Watch.CONTROL, made, baseline, f"{said} {usual} {_often(chance, len(listed))}", chance
    )


def _accumulated(weeks: pd.DataFrame, baseline: int) -> EarlyWarning:
    first = weeks.iloc[:baseline]
    made = _evidence(weeks["x"], weeks["n"], baseline)
    expected = made.expected
    signals = np.concatenate([np.zeros(baseline, dtype=bool), made.signals])
    score = np.concatenate([np.full(baseline, np.nan), made.score])
    listed = _listed(weeks, signals, score=score)
    share = float(first["x"].sum() / first["n"].sum())
    chance = chance_of_signal(
        weeks["n"], share, lambda x: _evidence(x, weeks["n"].to_numpy(), baseline).signals
    )
    usual = f"Mốc: {percent(expected, 1)} người có điểm trung bình dưới 4, từ {_since(listed, baseline)}."
    said = (
        f"Có dấu hiệu số ấy tăng gấp đôi: {_names(listed)}."
        if signals.any()
        else "Chưa có dấu hiệu số ấy tăng."
    )
    return EarlyWarning(
        listed, Watch.CUSUM, made, baseline, f"{usual} {said} {_often(chance, len(listed))}", chance
    )


def _evidence(x: npt.ArrayLike, n: npt.ArrayLike, baseline: int) -> Cusum:
    """The CUSUM of the weeks after a baseline that says what is usual."""
    satisfied, size = np.asarray(x, dtype=np.int64), np.asarray(n, dtype=np.int64)
    expected = usual_share(int(satisfied[:baseline].sum()), int(size[:baseline].sum()))
    return cusum(satisfied[baseline:], size[baseline:], expected)


def _plain(weeks: pd.DataFrame) -> EarlyWarning:
    made = run_chart(weeks["x"] / weeks["n"])
    said = (
        "Nhiều tuần liền nghiêng hẳn về một phía: nên xem lại."
        if made.signals
        else "Chưa đủ số liệu cho biểu đồ kiểm soát; các tuần dao động quanh trung vị."
    )
    nothing = np.zeros(len(weeks), dtype=bool)
    return EarlyWarning(_listed(weeks, nothing), Watch.RUN, made, 0, said)


def _listed(weeks: pd.DataFrame, signals: Mask, **figures: npt.NDArray[np.float64]) -> tuple[Week, ...]:
    own = pd.DataFrame({"n": weeks["n"], "x": weeks["x"], "stands_out": signals, **figures})
    records = [{str(name): value for name, value in row.items()} for row in own.to_dict("records")]
    return tuple(Week(monday, **row) for monday, row in zip(own.index, records, strict=True))


def _since(weeks: tuple[Week, ...], baseline: int) -> str:
    """Which weeks say what is usual: always the first ones, so that later ones cannot move it."""
    first, last = (f"{weeks[at].monday:%d/%m/%Y}" for at in (0, baseline - 1))
    return f"{baseline} tuần đầu tiên có đủ phiếu ({first}–{last})"


def _often(chance: float, weeks: int) -> str:
    often = f"khoảng {number(chance * 100, 0)} trong 100" if chance >= RARE else "dưới 1 trong 100"
    return f"Nếu không có gì đổi, {often} chuỗi {weeks} tuần như thế này vẫn có ít nhất một tuần bị nêu tên."


def _names(weeks: tuple[Week, ...]) -> str:
    return ", ".join(week.name for week in weeks if week.stands_out)
