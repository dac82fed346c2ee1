"""The single answers of a closed period for SPSS, Stata and others: labelled, and nobody recognisable.

No token, half-day, day, comment, gender or age goes out. Unit, procedure, channel and half-month do, where
at least five records share all of them; less is left blank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.disclosure import Floor
from analytics.disclosure.records import blurred
from survey.answer_matrix import counting
from survey.clock import bucket
from survey.closing.snapshot import Snapshot
from survey.digits import Answer, Mark, decode
from survey.questionnaire import EXPECTATION, Question, Questionnaire
from survey.store.responses import Log

# In the order in which they are kept: a later one is blanked to keep an earlier one.
KNOWN_OF_A_PERSON = ("level", "area", "unit", "procedure", "channel", "half_month")
HEADINGS = {
    "level": "Cấp học hoặc loại đơn vị",
    "area": "Mã đơn vị quản lý trực tiếp (địa bàn)",
    "unit": "Mã đơn vị",
    "unit_name": "Tên đơn vị lúc chốt",
    "procedure": "Mã thủ tục",
    "channel": "Kênh trả lời",
    "half_month": "Ngày đầu của nửa tháng trả lời",
    "counted": "Phiếu được tính vào chỉ số",
}
NOT_APPLICABLE, NOT_ASKED, BLANK = 97, 98, 99
MISSING = {NOT_APPLICABLE: "Không áp dụng", NOT_ASKED: "Không hỏi", BLANK: "Bỏ trống"}
# Shares go to 100, so what is missing of them stands beyond; 101 is an answer.
MORE_THAN_ALL, FURTHER = 101, 900
YES_NO: Mapping[int | float, str] = {0: "Không (trả lời chưa đến một nửa số câu được hỏi)", 1: "Có"}


@dataclass(frozen=True, eq=False)
class Microdata:
    """One questionnaire version in one period: a row a response, numbers by `labels`, text as it is."""

    title: str
    frame: pd.DataFrame
    headings: Mapping[str, str]
    labels: Mapping[str, Mapping[int | float, str]]

    def missing(self, column: str) -> list[int | float]:
        """The numbers that are no answer."""
        return [value for value in self.labels.get(column, {}) if value % FURTHER in MISSING]


def forms(kept: Snapshot, codes: frozenset[str]) -> dict[str, int]:
    """How many responses there are of these units, by questionnaire version."""
    found = {key: len(kept.log(key, _logged(kept, codes)).answers) for key in kept.now}
    return {key: n for key, n in found.items() if n}


def of_period(kept: Snapshot, key: str, codes: frozenset[str]) -> Microdata:
    """Out of a closed period, of these units; ValueError when there are fewer records than the floor."""
    form, log = kept.questionnaire(key), kept.log(key, _logged(kept, codes))
    known = blurred(_known(kept, log), KNOWN_OF_A_PERSON, int(Floor.INSIDE))
    names = {name: [kept.words.get(code, code) for code in known[name]] for name in ("level", "channel")}
    names["unit_name"] = [kept.words.get(code, code) for code in known["unit"]]
    said = _said(form, log.answers)
    said.insert(0, "counted", counting(form, log).astype(int))
    # Rows come in the order of what they say: that of the file tells nothing about who came first.
    whole = pd.concat([known.assign(**names), said], axis=1)
    return Microdata(
        f"{form.title.get('vi')}, {kept.period.name}",
        whole.sort_values(list(whole.columns), ignore_index=True),
        {**HEADINGS, **{one.code: one.text.get("vi") for one in form.questions}},
        {"counted": YES_NO, **{one.code: _labels(form, one) for one in form.questions}},
    )


def _logged(kept: Snapshot, codes: frozenset[str]) -> frozenset[str]:
    return codes | {old for old, unit in kept.former.items() if unit in codes}


def _known(kept: Snapshot, log: Log) -> pd.DataFrame:
    levels = {unit.code: unit.level for unit in kept.units}
    units = [kept.former.get(unit, unit) for unit in log.unit]
    return pd.DataFrame(
        {
            "level": [levels[unit] for unit in units],
            "area": [kept.parents.get(unit, "") for unit in units],
            "unit": units,
            "procedure": list(log.procedure),
            "channel": list(log.channel),
            "half_month": [bucket(date.fromisoformat(day)).isoformat() for day in log.day],
        },
        dtype=object,
    )


def _said(form: Questionnaire, told: Sequence[str]) -> pd.DataFrame:
    """A row a response, put into one array number by number: dictionaries of a province fill the memory."""
    codes = [question.code for question in form.questions]
    numbers = (_number(code, answer) for digits in told for code, answer in decode(form, digits).items())
    cells = np.fromiter(numbers, dtype=np.int64, count=len(told) * len(codes))
    return pd.DataFrame(cells.reshape(len(told), len(codes)), columns=codes)


def _number(code: str, answer: Answer) -> int:
    if isinstance(answer, int):
        return answer
    beyond = FURTHER if code == EXPECTATION else 0
    return {
        Mark.OVER_100: MORE_THAN_ALL,
        Mark.NOT_APPLICABLE: NOT_APPLICABLE,
        Mark.NOT_ASKED: NOT_ASKED + beyond,
        Mark.BLANK: BLANK + beyond,
    }[answer]


def _labels(form: Questionnaire, question: Question) -> Mapping[int | float, str]:
    found: dict[int | float, str] = {}
    if question.code == EXPECTATION:
        found |= {tens: f"{tens} %" for tens in range(0, 101, 10)}
        found[MORE_THAN_ALL] = "Hơn 100 %"
        return found | {value + FURTHER: MISSING[value] for value in (NOT_ASKED, BLANK)}
    found |= {at: text.get("vi") for at, text in enumerate(form.scale.labels, start=1)}
    missing = (NOT_APPLICABLE, NOT_ASKED, BLANK) if question.not_applicable else (NOT_ASKED, BLANK)
    return found | {value: MISSING[value] for value in missing}
