"""The tables of a snapshot: made from it alone, so that they are the same bytes years later."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analytics.answers import Answers
from analytics.design import participation_of
from analytics.releases import planned_with
from analytics.review import Review, review
from analytics.spreadsheet import csv_text
from analytics.tables import sheets
from survey.answered import code_of, of_form
from survey.closing import snapshot as snapshots
from survey.closing.snapshot import Snapshot
from survey.results import COLUMNS, targets_of


def reviews(snapshot: Snapshot) -> dict[str, Review]:
    """By questionnaire version that was answered in the period."""
    now = {key: snapshot.answers(key) for key in snapshot.now}
    before = {key: snapshot.answers(key, before=True) for key in snapshot.before}
    return {key: _review(snapshot, key, answers, before) for key, answers in now.items() if len(answers)}


def tables(snapshot: Snapshot) -> dict[str, bytes]:
    """CSV of every table under the name of its file."""
    return {
        f"{key}/{name}.csv": csv_text(_as_ever(frame)).encode()
        for key, made in reviews(snapshot).items()
        for name, frame in sheets(made).items()
    }


def digest(snapshot: Snapshot) -> str:
    """One number over all tables and their names."""
    made = sorted(tables(snapshot).items())
    return snapshots.digest(b"".join(name.encode() + b"\0" + body + b"\0" for name, body in made))


def _as_ever(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts beside a hidden row as fractions ("63.0"): so they were written first, and the bytes stay."""
    fractions = [name for name in frame if str(frame[name].dtype) == "Int64" and frame[name].hasnans]
    return frame.astype(dict.fromkeys(fractions, "float64"))


def _review(snapshot: Snapshot, key: str, now: Answers, earlier: Mapping[str, Answers]) -> Review:
    before = of_form({form: one for form, one in earlier.items() if len(one)}, key)
    kind = snapshot.questionnaire(key).kind
    aims = targets_of(kind, snapshot.targets)
    asked = snapshot.asked.get(code_of(key), ())
    return review(
        replace(now, about=now.about[planned_with(now.about, COLUMNS)]),
        before,
        aims,
        snapshot.words,
        snapshot.floor,
        participation=participation_of(set(now.about["unit"]), asked, {}),
    )
