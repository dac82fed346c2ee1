"""A form on A4 paper, of any questionnaire: a table of boxes to cross, in words and large enough to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from fpdf.enums import Align

from survey.digits import SCORES, Mark
from survey.paper_words import ABOUT, SHARES, TITLES
from survey.printing.posters import WARNING
from survey.printing.sheet import BLUE, FONT, INK, QUIET_INK, Sheet, Size
from survey.questionnaire import EXPECTATION, OVERALL, Question, Questionnaire

NOT_APPLICABLE = Mark.NOT_APPLICABLE.value
EDGE = 12.0
WIDTH = Size.A4.value[0] - 2 * EDGE
BOTTOM = Size.A4.value[1] - 16.0
NUMBER, BOX, COLUMN = 9.0, 4.0, 13.5
TEXT, SMALL, HEADING = 9.5, 7.0, 6.5
PAD, LEAST_ROW, HEAD_HEIGHT = 1.2, 8.0, 13.0
KEYS = SCORES + NOT_APPLICABLE
LINES_FOR_COMMENT, LINE_GAP = 4, 8.0
TO_DO = (
    "Không ghi họ tên. Mỗi câu đánh dấu X vào một ô; đánh nhầm thì khoanh tròn ô sai rồi đánh ô khác. "
    "Câu nào không muốn trả lời thì để trống."
)


@dataclass(frozen=True)
class Form:
    """What one sheet asks; `batch` is the code under which it is keyed in."""

    unit: str
    point: str
    batch: str
    questionnaire: Questionnaire
    questions: Sequence[Question]


class _Paper(Sheet):
    """Pages that carry the code of the batch at their foot."""

    def __init__(self, batch: str) -> None:
        super().__init__(Size.A4)
        self._batch = batch
        self.set_margins(EDGE, EDGE, EDGE)
        # Without it the last line of a page would begin a new one.
        self.alias_nb_pages()

    def footer(self) -> None:
        self.set_font(FONT, "", SMALL)
        self.set_text_color(*QUIET_INK)
        self.set_xy(EDGE, self.h - EDGE)
        self.cell(WIDTH, 4, f"Lô {self._batch} · trang {self.page_no()}/{{nb}} · {WARNING}", align=Align.C)


def pdf(form: Form) -> bytes:
    sheet = _Paper(form.batch)
    sheet.set_title(form.questionnaire.title.get("vi"))
    sheet.add_page()
    y = _table(sheet, form, _top(sheet, form))
    for question in form.questions:
        if question.code == EXPECTATION:
            y = _choices(sheet, question.text.get("vi"), list(SHARES.values()), y)
    for name, words in ABOUT.items():
        y = _choices(sheet, f"{TITLES[name]} (không bắt buộc)", list(words.values()), y)
    _comment(sheet, form, y)
    return bytes(sheet.output())


def _top(sheet: Sheet, form: Form) -> float:
    keyed = "Số thứ tự: ………  (cán bộ ghi khi nhập máy)"
    y = sheet.put(f"Lô {form.batch}", (EDGE, EDGE), WIDTH, TEXT, BLUE, "B")
    sheet.put(keyed, (EDGE + WIDTH - 75, EDGE), 75, TEXT, QUIET_INK)
    y = sheet.put(form.questionnaire.title.get("vi"), (EDGE, y + 3), WIDTH, 14, BLUE, "B")
    y = sheet.put(f"{form.unit} · {form.point}", (EDGE, y + 0.5), WIDTH, 11, INK, "B")
    return sheet.put(TO_DO, (EDGE, y + 1), WIDTH, TEXT, INK) + 2


def _table(sheet: Sheet, form: Form, y: float) -> float:
    scaled = [question for question in form.questions if question.code != EXPECTATION]
    y = _heading(sheet, form, y)
    number = 0
    names = {factor.code: factor.name.get("vi") for factor in form.questionnaire.factors}
    for factor, questions in groupby(scaled, key=lambda question: question.factor):
        if factor:
            y = _factor(sheet, form, names[factor], y)
        for question in questions:
            number += 1
            y = _row(sheet, form, question, number, y)
    return y + 2


def _heading(sheet: Sheet, form: Form, y: float) -> float:
    """The words of the scale, and below them the key that the officer presses."""
    labels = [*form.questionnaire.scale.labels, form.questionnaire.scale.not_applicable]
    for place, (label, key) in enumerate(zip(labels, KEYS, strict=True)):
        sheet.set_font(FONT, "B", HEADING)
        sheet.set_text_color(*BLUE)
        sheet.set_xy(_column(place), y)
        sheet.multi_cell(COLUMN, sheet.font_size * 1.2, label.get("vi"), align=Align.C)
        sheet.set_text_color(*QUIET_INK)
        sheet.set_xy(_column(place), y + HEAD_HEIGHT - 4)
        sheet.cell(COLUMN, 3, key, align=Align.C)
    _line(sheet, y + HEAD_HEIGHT)
    return y + HEAD_HEIGHT


def _factor(sheet: Sheet, form: Form, name: str, y: float) -> float:
    # A heading never stands alone at the foot of a page.
    y = _room(sheet, form, y, 2.5 * LEAST_ROW)
    bottom = sheet.put(name, (EDGE, y + PAD), WIDTH, TEXT, BLUE, "B") + PAD
    _line(sheet, bottom)
    return bottom


def _row(sheet: Sheet, form: Form, question: Question, number: int, y: float) -> float:
    style = "B" if question.code == OVERALL else ""
    width = _column(0) - EDGE - NUMBER - 2
    text = question.text.get("vi")
    height = max(LEAST_ROW, sheet.height_of(text, width, TEXT, style) + 2 * PAD)
    y = _room(sheet, form, y, height)
    sheet.put(f"{number}", (EDGE, y + PAD), NUMBER, TEXT, QUIET_INK)
    sheet.put(text, (EDGE + NUMBER, y + PAD), width, TEXT, INK, style)
    for place in range(len(KEYS) if question.not_applicable else len(SCORES)):
        _box(sheet, _column(place) + (COLUMN - BOX) / 2, y + (height - BOX) / 2)
    _line(sheet, y + height)
    return y + height


def _choices(sheet: Sheet, text: str, words: Sequence[str], y: float) -> float:
    """A question whose answers stand in a row below it."""
    y = _room(sheet, None, y, 16)
    y = sheet.put(text, (EDGE, y + PAD), WIDTH, TEXT, INK) + 0.5
    left = EDGE + 2
    for word in words:
        sheet.set_font(FONT, "", 8.5)
        taken = BOX + 1 + sheet.get_string_width(word) + 4
        if left + taken > EDGE + WIDTH:
            left, y = EDGE + 2, y + 6.5
        _box(sheet, left, y + 0.3)
        sheet.put(word, (left + BOX + 0.5, y), taken, 8.5, INK)
        left += taken
    return y + 7


def _comment(sheet: Sheet, form: Form, y: float) -> None:
    comment = form.questionnaire.comment
    if comment is None:
        return
    y = _room(sheet, None, y, 12 + LINES_FOR_COMMENT * LINE_GAP)
    y = sheet.put(comment.text.get("vi"), (EDGE, y + PAD), WIDTH, TEXT, INK, "B")
    y = sheet.put(comment.hint.get("vi"), (EDGE, y), WIDTH, 8, QUIET_INK)
    for number in range(1, LINES_FOR_COMMENT + 1):
        _line(sheet, y + number * LINE_GAP)


def _room(sheet: Sheet, form: Form | None, y: float, height: float) -> float:
    """Where something of this height can begin: here, or on a new page, below the heading of the table."""
    if y + height <= BOTTOM:
        return y
    sheet.add_page()
    return _heading(sheet, form, EDGE) if form else EDGE


def _column(place: int) -> float:
    return EDGE + WIDTH - (len(KEYS) - place) * COLUMN


def _box(sheet: Sheet, left: float, top: float) -> None:
    sheet.set_draw_color(*INK)
    sheet.set_line_width(0.3)
    sheet.rect(left, top, BOX, BOX)


def _line(sheet: Sheet, y: float) -> None:
    sheet.rule(y, WIDTH)
