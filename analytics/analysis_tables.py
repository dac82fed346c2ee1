"""The tables beside the pictures of an analysis; figures in percent, numbers stay numbers."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analytics.analysis import Analysis
from analytics.comparison import Compared
from analytics.drivers import INDISTINCT
from analytics.importance import Priorities
from analytics.numbers import rounded
from analytics.pareto import Slice
from analytics.review import Row
from analytics.tables import CODE, INDEX, LOWER, NAME, NOTE, UPPER, N, table
from analytics.warning import EarlyWarning, Week

SIDE_BY_SIDE, PRIORITIES, DISSATISFIED, WEEKS, METHODS, HOW = (
    "Đơn vị cạnh nhau",
    "Ưu tiên",
    "Trả lời dưới mức 4",
    "Theo tuần",
    "Các cách gộp",
    "Cách trả lời",
)
RELATION, RELATION_LOW, RELATION_HIGH, ZONE = (
    "Mức liên quan (%)",
    "Liên quan, từ (%)",
    "Liên quan, đến (%)",
    "Nhận định",
)


def sheets(found: Analysis, levels: Mapping[str, str], units: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """Every table of an analysis under the name of its sheet; empty ones are left out."""
    made = {
        SIDE_BY_SIDE: _units(found, levels),
        PRIORITIES: of_priorities(found.priorities),
        DISSATISFIED: pd.DataFrame([_slice(one) for one in found.pareto]),
        WEEKS: of_weeks(found.warning),
        METHODS: of_methods(found.methods),
        HOW: _readings(found, units),
    }
    return {name: one for name, one in made.items() if len(one)}


def of_methods(methods: Sequence[Row]) -> pd.DataFrame:
    """The roll-ups side by side; the notes only where there is something to say."""
    made = table(methods).drop(columns=CODE)
    return made if made[NOTE].any() else made.drop(columns=NOTE)


def of_level(units: tuple[Compared, ...]) -> pd.DataFrame:
    """The units of one level, from the lowest index up."""
    return pd.DataFrame([_unit(one) for one in units]).dropna(axis="columns", how="all")


def _units(found: Analysis, levels: Mapping[str, str]) -> pd.DataFrame:
    tables = [
        of_level(one.units).assign(Cấp=levels.get(level, level))
        for level, one in found.comparisons.items()
        if one.units
    ]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def _unit(one: Compared) -> dict[str, object]:
    return {
        NAME: one.row.name,
        N: one.row.n,
        INDEX: _percent(one.row.index.value if one.row.index else None),
        "So với cấp": one.position.value,
        "Co về mức chung (%)": _percent(one.shrunk),
        "Dưới mục tiêu (khả năng, %)": _percent(one.below),
        "Hạng, từ": one.first,
        "Hạng, đến": one.last,
        NOTE: "; ".join(one.remarks) or None,
    }


def of_priorities(found: Priorities) -> pd.DataFrame:
    """The factors, the most urgent first."""
    return pd.DataFrame(
        [
            {
                NAME: f"{one.code}. {one.name}",
                RELATION: _percent(one.importance) if one.distinct else None,
                RELATION_LOW: _percent(one.lower),
                RELATION_HIGH: _percent(one.upper),
                INDEX: _percent(one.index.value),
                LOWER: _percent(one.index.interval.lower if one.index.interval else None),
                UPPER: _percent(one.index.interval.upper if one.index.interval else None),
                "Điểm ưu tiên": rounded(one.priority * 100) if one.distinct else None,
                ZONE: one.zone.value,
                NOTE: "" if one.distinct else f"Mức liên quan {INDISTINCT}: chỉ đọc khoảng.",
            }
            for one in found.factors
        ]
    )


def _slice(one: Slice) -> dict[str, object]:
    return {
        NAME: one.text,
        "Trả lời dưới mức 4": one.count,
        "Tổng trả lời": one.answered,
        "Tỷ lệ dưới mức 4 (%)": _percent(one.rate),
        LOWER: _percent(one.interval.lower),
        UPPER: _percent(one.interval.upper),
        "Phần của câu khi câu nào cũng được hỏi bằng nhau (%)": _percent(one.share),
        "Cộng dồn (%)": _percent(one.cumulative),
    }


def of_weeks(found: EarlyWarning | None) -> pd.DataFrame:
    """The weeks as they are watched, oldest first; columns without meaning for the method are left out."""
    weeks = found.weeks if found else ()
    made = pd.DataFrame([_week(week) for week in weeks])
    return made.dropna(axis="columns", how="all")


def _week(one: Week) -> dict[str, object]:
    return {
        "Tuần từ ngày": f"{one.monday:%d/%m/%Y}",
        N: one.n,
        "Người có điểm trung bình từ 4": one.x,
        "Tỷ lệ (%)": _percent(one.share),
        "Giới hạn dưới (%)": _percent(one.lower),
        "Giới hạn trên (%)": _percent(one.upper),
        "Bằng chứng tích lũy": rounded(one.score),
        "Nhận xét": "khác thường" if one.stands_out else "",
    }


def _readings(found: Analysis, units: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                NAME: units.get(one.unit, one.unit),
                N: one.n,
                "Nhận định": one.credibility.value,
                "Vì sao": " ".join(sign.sentence for sign in one.signs),
            }
            for one in found.readings
        ]
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else rounded(share * 100)
