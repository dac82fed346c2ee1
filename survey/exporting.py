"""The response log for other programs: one record per response, as JSON lines, a wide table, or Parquet."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from survey.digits import Answer, Mark, decode
from survey.questionnaire import EXPECTATION, OVERALL, Question, Questionnaire
from survey.store import decisions, questionnaires, responses
from survey.store.connection import Store
from survey.store.responses import COLUMNS, Response

MOST = 100
SCORES_MEANING = "1–5 theo thang điểm của phiếu; trống: không trả lời, không được hỏi, hoặc không áp dụng"
SHARE_MEANING = "0–100 (phần trăm mong đợi được đáp ứng; trên 100 ghi 100); trống: không trả lời"


@dataclass(frozen=True)
class Record:
    response: Response
    answers: dict[str, Answer]


def forms(store: Store, code: str = "") -> list[Questionnaire]:
    """Published questionnaires, all versions; only those of this code when one is given."""
    keys = (key for key, *_ in questionnaires.every(store.db))
    return [questionnaires.get(store.db, key) for key in keys if not code or key.partition("@")[0] == code]


def records(store: Store, wanted: Iterable[Questionnaire]) -> Iterator[Record]:
    """Those that count, in the order of the random tokens, which tells nothing about who came first."""
    known, aside = {form.key: form for form in wanted}, decisions.aside(store.db)
    for response in responses.every(store.db):
        if response.questionnaire in known and response.token not in aside:
            yield Record(response, decode(known[response.questionnaire], response.answers))


def json_line(record: Record) -> str:
    """A question that was not asked is left out, a blank is null, "không áp dụng" is "not_applicable"."""
    told = {
        code: None if answer is Mark.BLANK else answer.name.lower() if isinstance(answer, Mark) else answer
        for code, answer in record.answers.items()
        if answer is not Mark.NOT_ASKED
    }
    return json.dumps({**vars(record.response), "items": told}, ensure_ascii=False)


def item_columns(wanted: Iterable[Questionnaire]) -> list[str]:
    """Codes of every question of these questionnaires; one that several share is one column."""
    return list(dict.fromkeys(question.code for form in wanted for question in form.questions))


def wide(rows: Iterable[Record], items: list[str]) -> pd.DataFrame:
    """One row per response, one column per question; `answers` keeps what the columns cannot tell apart.

    `asked` is how many items were put to the person; a form is valid with half of them answered.
    """
    listed = list(rows)
    told = {name: [getattr(row.response, name) for row in listed] for name in COLUMNS}
    told["asked"] = [_asked(row) for row in listed]
    said = {code: [_number(row.answers.get(code, Mark.NOT_ASKED)) for row in listed] for code in items}
    # Int8 knows missing numbers; the usual integers would turn into fractions.
    return pd.DataFrame(told | {code: pd.array(numbers, dtype="Int8") for code, numbers in said.items()})


def parquet_table(rows: Iterable[Record], items: list[str]) -> pa.Table:
    columns = [(name, pa.string()) for name in COLUMNS]
    columns += [(code, pa.int8()) for code in ("asked", *items)]
    return pa.Table.from_pandas(wide(rows, items), schema=pa.schema(columns), preserve_index=False)


def codebook(wanted: Iterable[Questionnaire], language: str = "vi") -> pd.DataFrame:
    """What the columns of the wide table mean, per questionnaire version."""
    return pd.DataFrame(
        {
            "questionnaire": form.key,
            "column": question.code,
            "position": position,
            "factor": question.factor,
            "text": question.text.get(language),
            "values": _meaning(question),
            "source": question.source,
        }
        for form in wanted
        for position, question in enumerate(form.questions, start=1)
    )


def _meaning(question: Question) -> str:
    return SHARE_MEANING if question.code == EXPECTATION else SCORES_MEANING


def _asked(row: Record) -> int:
    """The first question is the one on the whole, which everybody is asked."""
    items = {code: answer for code, answer in row.answers.items() if code not in (OVERALL, EXPECTATION)}
    return sum(answer is not Mark.NOT_ASKED for answer in items.values())


def _number(answer: Answer) -> int | None:
    if isinstance(answer, Mark):
        return MOST if answer is Mark.OVER_100 else None
    return answer
