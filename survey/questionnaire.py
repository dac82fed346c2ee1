"""A questionnaire version: what is asked, in which words and order. Read from TOML, never changed after."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from survey import questionnaire_file as file
from survey.questionnaire_file import QuestionnaireError, Text

__all__ = [
    "EXPECTATION",
    "OVERALL",
    "Comment",
    "Factor",
    "Kind",
    "Question",
    "Questionnaire",
    "QuestionnaireError",
    "Respondent",
    "Scale",
    "Text",
    "parse",
    "problems",
    "read",
]

OVERALL = "overall"
EXPECTATION = "expectation"
_RESERVED = (OVERALL, EXPECTATION, "comment")
_LEVELS = ("1", "2", "3", "4", "5")


class Kind(Enum):
    ONE_STOP = "one_stop"
    SCHOOL = "school"
    ENROLMENT = "enrolment"


class Respondent(Enum):
    CITIZEN = "citizen"
    PARENT = "parent"
    STUDENT = "student"


@dataclass(frozen=True)
class Factor:
    code: str
    domain: str
    name: Text


@dataclass(frozen=True)
class Question:
    """`factor` is empty for the overall question and for the one on expectations: they are no items."""

    code: str
    text: Text
    source: str
    factor: str = ""
    short: bool = False
    not_applicable: bool = False


@dataclass(frozen=True)
class Scale:
    """The words of the answers 1 to 5 and of the answer outside the scale."""

    labels: tuple[Text, ...]
    not_applicable: Text


@dataclass(frozen=True)
class Comment:
    text: Text
    hint: Text


@dataclass(frozen=True)
class Questionnaire:
    code: str
    version: int
    kind: Kind
    respondent: Respondent
    languages: tuple[str, ...]
    title: Text
    intro: Text | None
    source: str
    official: bool
    factors: tuple[Factor, ...]
    overall: Question
    items: tuple[Question, ...]
    expectation: Question | None
    comment: Comment | None
    scale: Scale
    digest: str

    @property
    def key(self) -> str:
        return f"{self.code}@{self.version}"

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order of the answer string: overall, items, expectation."""
        last = (self.expectation,) if self.expectation else ()
        return (self.overall, *self.items, *last)

    @property
    def short_items(self) -> tuple[Question, ...]:
        """The fixed short set, for paper, where nothing can rotate."""
        return tuple(item for item in self.items if item.short)


def read(path: Path) -> Questionnaire:
    """Read a questionnaire file; raises QuestionnaireError naming file and key."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionnaireError(f"Không đọc được tệp phiếu {path}: {error}") from error
    return parse(text, path.name)


def parse(text: str, name: str) -> Questionnaire:
    """Read a questionnaire from TOML; `name` is what error sentences call the file."""
    form = file.document(text, name)
    languages = form.words("languages")
    if languages[0] != file.FIRST_LANGUAGE:
        raise form.wrong("languages", "phải bắt đầu bằng “vi”")
    factors = tuple(_factor(table) for table in form.tables("factors"))
    items = tuple(_item(table, factors) for table in form.tables("items"))
    _check_codes(form, factors, items)
    questionnaire = Questionnaire(
        code=form.code("code"),
        version=form.count("version"),
        kind=form.choice("kind", Kind),
        respondent=form.choice("respondent", Respondent),
        languages=languages,
        title=form.text("title"),
        intro=form.optional_text("intro"),
        source=form.string("source"),
        official=form.flag("official", required=True),
        factors=factors,
        overall=_outside_factors(form.table("overall"), OVERALL),
        items=items,
        expectation=_expectation(form),
        comment=_comment(form),
        scale=_scale(form),
        digest=form.digest(),
    )
    form.finish()
    return questionnaire


def problems(questionnaire: Questionnaire) -> list[str]:
    """What works but should be looked at before publishing: missing translations, factors not on paper."""
    found = [
        f"{questionnaire.key}: {where} chưa có bản “{language}”, sẽ hiện tiếng Việt."
        for language in questionnaire.languages
        for where, text in _texts(questionnaire)
        if language not in text
    ]
    short = {item.factor for item in questionnaire.short_items}
    found += [
        f"{questionnaire.key}: nhóm {factor.code} không có câu nào trong bộ rút gọn (short = true)."
        for factor in questionnaire.factors
        if factor.code not in short
    ]
    return found


def _factor(table: file.Table) -> Factor:
    factor = Factor(table.code("code"), table.string("domain", ""), table.text("name"))
    table.finish()
    return factor


def _item(table: file.Table, factors: tuple[Factor, ...]) -> Question:
    item = Question(
        code=table.code("code"),
        text=table.text("text"),
        source=table.string("source"),
        factor=table.code("factor"),
        short=table.flag("short"),
        not_applicable=table.flag("not_applicable"),
    )
    table.finish()
    if item.factor not in {factor.code for factor in factors}:
        raise table.wrong("factor", f"“{item.factor}” không có trong [[factors]]")
    if item.code in _RESERVED:
        raise table.wrong("code", f"“{item.code}” là mã dành riêng, hãy đặt mã khác")
    return item


def _outside_factors(table: file.Table, code: str) -> Question:
    question = Question(code, table.text("text"), table.string("source"))
    table.finish()
    return question


def _expectation(form: file.Table) -> Question | None:
    return _outside_factors(form.table(EXPECTATION), EXPECTATION) if form.has(EXPECTATION) else None


def _comment(form: file.Table) -> Comment | None:
    if not form.has("comment"):
        return None
    table = form.table("comment")
    comment = Comment(table.text("text"), table.text("hint"))
    table.finish()
    return comment


def _scale(form: file.Table) -> Scale:
    table = form.table("scale")
    scale = Scale(tuple(table.text(level) for level in _LEVELS), table.text("not_applicable"))
    table.finish()
    return scale


def _check_codes(form: file.Table, factors: tuple[Factor, ...], items: tuple[Question, ...]) -> None:
    for key, codes in (("factors", [f.code for f in factors]), ("items", [i.code for i in items])):
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise form.wrong(key, f"mã {', '.join(twice)} xuất hiện hơn một lần")
    unused = [factor.code for factor in factors if factor.code not in {item.factor for item in items}]
    if unused:
        raise form.wrong("factors", f"nhóm {', '.join(unused)} không có câu hỏi nào")


def _texts(questionnaire: Questionnaire) -> Iterator[tuple[str, Text]]:
    yield "title", questionnaire.title
    if questionnaire.intro:
        yield "intro", questionnaire.intro
    for factor in questionnaire.factors:
        yield f"nhóm {factor.code}", factor.name
    for question in questionnaire.questions:
        yield f"câu {question.code}", question.text
    if questionnaire.comment:
        yield "comment.text", questionnaire.comment.text
        yield "comment.hint", questionnaire.comment.hint
    for level, label in enumerate(questionnaire.scale.labels, start=1):
        yield f"scale.{level}", label
    yield "scale.not_applicable", questionnaire.scale.not_applicable
