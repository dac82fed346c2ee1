"""What the columns and words of somebody else's table mean: suggested from the headings, kept, sent along."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from difflib import SequenceMatcher
from enum import Enum

from survey.questionnaire import Questionnaire

DAY, POINT, COMMENT, GENDER, AGE = "day", "point", "comment", "gender", "age_group"
TITLES = {
    DAY: "Ngày trả lời",
    POINT: "Mã điểm khảo sát",
    COMMENT: "Ý kiến",
    GENDER: "Giới tính",
    AGE: "Độ tuổi",
}
# Headings as they come from Google Forms and as people write them.
_USUAL = {
    DAY: (
        "dấu thời gian",
        "timestamp",
        "thời gian",
        "ngày",
        "ngày trả lời",
        "thời gian gửi",
        "ngày gửi",
        "ngày khảo sát",
    ),
    POINT: ("mã điểm", "mã điểm khảo sát", "point"),
    COMMENT: ("ý kiến", "ý kiến khác", "góp ý", "comment"),
    GENDER: ("giới tính", "gender"),
    AGE: ("độ tuổi", "nhóm tuổi", "tuổi", "age"),
}
_GRID = re.compile(r".*\[(.+)\]\s*", re.DOTALL)
_NUMBERING = re.compile(r"^(câu\s*)?\d+\s*[.):\-]\s*", re.IGNORECASE)
ALIKE = 0.85


class MappingError(ValueError):
    """A mapping that cannot be read; the sentence names what is wrong."""


class DayOrder(Enum):
    """How 5/10/2026 is meant."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


class Identical(Enum):
    """What becomes of a row that is the very same as one above it."""

    KEEP = "keep"
    SKIP = "skip"


@dataclass(frozen=True)
class Meaning:
    """`columns` by heading ('' is left out), `words` by what a cell says, for what is no usual answer.

    point  where the answers belong when no column says so; day the same for the day
    page   the sheet of a workbook, the first with rows where ''; row that of the heading, found where 0
    """

    point: str
    questionnaire: str
    columns: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    day: str = ""
    order: DayOrder = DayOrder.DAY_FIRST
    identical: Identical = Identical.KEEP
    page: str = ""
    row: int = 0

    def to_json(self) -> str:
        told = {**asdict(self), "order": self.order.value, "identical": self.identical.value}
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def from_json(text: str) -> Meaning:
    """Read a mapping; raises MappingError when it is none."""
    try:
        told = json.loads(text)
        ways = {"order": DayOrder(told["order"]), "identical": Identical(told["identical"])}
        found = Meaning(**{**told, **ways, "columns": dict(told["columns"]), "words": dict(told["words"])})
    except (ValueError, TypeError, KeyError) as error:
        raise MappingError(f"Tệp ghép cột không đọc được: {error}.") from error
    return found


def digest(heading: Sequence[str]) -> str:
    """Tells one heading from another, whatever the order of the file's rows."""
    return hashlib.sha256(json.dumps(list(heading), ensure_ascii=False).encode()).hexdigest()


def suggest(heading: Sequence[str], form: Questionnaire, point: str) -> Meaning:
    """Guess what each column means; no field is given to two columns."""
    known = _known(form)
    columns = dict.fromkeys(heading, "")
    ranked = sorted(
        ((_likeness(title, text), title, name) for title in columns for name, text in known), reverse=True
    )
    for likeness, title, name in ranked:
        if likeness >= ALIKE and not columns[title] and name not in columns.values():
            columns[title] = name
    return Meaning(point, form.key, columns)


def recognised(heading: Sequence[str], form: Questionnaire) -> int:
    """How many of these titles are word for word what a column is called."""
    known = {text for _, text in _known(form)}
    return sum(bool(title) and not known.isdisjoint(_readings(title)) for title in heading)


def alike(before: Meaning, heading: Sequence[str]) -> bool:
    """True when at least half of the titles were mapped in the earlier file."""
    titles = [title for title in heading if title]
    return 2 * sum(title in before.columns for title in titles) >= len(titles)


def carried(before: Meaning, heading: Sequence[str], form: Questionnaire, point: str) -> Meaning:
    """What the columns of an earlier file meant, for a heading that differs a little; the rest is guessed."""
    fields = {question.code for question in form.questions} | TITLES.keys()
    kept = {title: before.columns[title] for title in heading if title in before.columns}
    kept = {title: name if name in fields else "" for title, name in kept.items()}
    guessed = suggest([title for title in heading if title not in kept], form, point).columns
    free = {title: "" if name in kept.values() else name for title, name in guessed.items()}
    return replace(before, point=point, questionnaire=form.key, columns={**free, **kept})


def plain(text: str) -> str:
    """For comparing what people wrote: one case, one form of each letter, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _known(form: Questionnaire) -> list[tuple[str, str]]:
    usual = [(name, text) for name, texts in _USUAL.items() for text in texts]
    asked = [(q.code, plain(text)) for q in form.questions for text in (q.text.get("vi"), q.code)]
    return [*usual, *asked]


def _likeness(title: str, text: str) -> float:
    return max(_alike(one, text) for one in _readings(title))


def _readings(title: str) -> Iterable[str]:
    """The heading itself, the row of a grid in brackets, and both without their numbering."""
    grid = _GRID.fullmatch(title)
    for one in (title, grid[1] if grid else title):
        yield plain(one)
        yield plain(_NUMBERING.sub("", one.strip()))


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # Cheap bounds first: a heading is compared with every question.
    if min(len(one), len(other)) < 8 or matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
