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
NUMBER, SMALL = 9.0, 7.0
PAD, LEAST_ROW = 1.2, 8.0
KEYS = SCORES + NOT_APPLICABLE
LINES_FOR_COMMENT, LINE_GAP = 4, 8.0
TO_DO = (
    "Không ghi họ tên. Mỗi câu đánh dấu X vào một ô; đánh nhầm thì khoanh tròn ô sai rồi đánh ô khác. "
    "Câu nào không muốn trả lời thì để trống. Xong xin gửi lại nơi phát phiếu."
)
ANSWERED_ON = "Ngày trả lời: ……… / ……… / 20………"


@dataclass(frozen=True)
class Form:
    """What one sheet asks; `batch` is the code under which it is keyed in."""

    unit: str
    point: str
    batch: str
    questionnaire: Questionnaire
    questions: Sequence[Question]


@dataclass(frozen=True)
class _Look:
    """Sizes of the text and of the words above the boxes in points, sides of boxes and columns in mm."""

    text: float
    heading: float
    box: float
    column: float


# Old eyes and pens first: the smallest is for long forms only.
_LOOKS = (
    _Look(13, 8.5, 6, 17),
    _Look(12, 8, 5.5, 16),
    _Look(11, 7.5, 5, 15),
    _Look(10, 7, 4.5, 14),
    _Look(9.5, 6.5, 4, 13.5),
)


class _Paper(Sheet):
    """Pages of one look that carry the code of the batch at their foot."""

    def __init__(self, batch: str, look: _Look) -> None:
        super().__init__(Size.A4)
        self._batch = batch
        self.look = look
        self.set_margins(EDGE, EDGE, EDGE)
        # Without it the last line of a page would begin a new one.
        self.alias_nb_pages()

    def footer(self) -> None:
        self.set_font(FONT, "", SMALL)
        self.set_text_color(*QUIET_INK)
        self.set_xy(EDGE, self.h - EDGE)
        self.cell(WIDTH, 4, f"Lô {self._batch} · trang {self.page_no()}/{{nb}} · {WARNING}", align=Align.C)


def pdf(form: Form) -> bytes:
    """In the largest look that takes no more pages than the smallest."""
    smallest = _drawn(form, _LOOKS[-1])
    for look in _LOOKS[:-1]:
        sheet = _drawn(form, look)
        if sheet.page == smallest.page:
            smallest.discard()
            return bytes(sheet.output())
        sheet.discard()
    return bytes(smallest.output())


def _drawn(form: Form, look: _Look) -> _Paper:
    sheet = _Paper(form.batch, look)
    sheet.set_title(form.questionnaire.title.get("vi"))
    sheet.add_page()
    y = _table(sheet, form, _top(sheet, form))
    for number, question in enumerate(form.questions, start=1):
        if question.code == EXPECTATION:
            y = _choices(sheet, f"{number}. {question.text.get('vi')}", list(SHARES.values()), y)
    for name, words in ABOUT.items():
        y = _choices(sheet, f"{TITLES[name]} (không bắt buộc)", list(words.values()), y)
    _comment(sheet, form, y)
    return sheet


def _top(sheet: _Paper, form: Form) -> float:
    keyed = "Số thứ tự: ………  (cán bộ ghi khi nhập máy)"
    y = sheet.put(f"Lô {form.batch}", (EDGE, EDGE), WIDTH, 9.5, BLUE, "B")
    sheet.put(keyed, (EDGE + WIDTH - 75, EDGE), 75, 9.5, QUIET_INK)
    y = sheet.put(form.questionnaire.title.get("vi"), (EDGE, y + 3), WIDTH, 14, BLUE, "B")
    y = sheet.put(f"{form.unit} · {form.point}", (EDGE, y + 0.5), WIDTH, 11, INK, "B")
    y = sheet.put(TO_DO, (EDGE, y + 1), WIDTH, sheet.look.text, INK)
    return sheet.put(ANSWERED_ON, (EDGE, y + 1), WIDTH, sheet.look.text, INK) + 2


def _table(sheet: _Paper, form: Form, y: float) -> float:
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


def _heading(sheet: _Paper, form: Form, y: float) -> float:
    """The words of the scale, and below them the key that the officer presses."""
    scale, look = form.questionnaire.scale, sheet.look
    labels = [label.get("vi") for label in scale.labels]
    if any(question.not_applicable for question in form.questions):
        labels.append(scale.not_applicable.get("vi"))
    bottom = y + max(sheet.height_of(label, look.column, look.heading, "B") for label in labels) + 4
    for place, (label, key) in enumerate(zip(labels, KEYS, strict=False)):
        sheet.set_font(FONT, "B", look.heading)
        sheet.set_text_color(*BLUE)
        sheet.set_xy(_column(sheet, place), y)
        sheet.multi_cell(look.column, sheet.font_size * 1.2, label, align=Align.C)
        sheet.set_text_color(*QUIET_INK)
        sheet.set_xy(_column(sheet, place), bottom - 4)
        sheet.cell(look.column, 3, key, align=Align.C)
    _line(sheet, bottom)
    return bottom


def _factor(sheet: _Paper, form: Form, name: str, y: float) -> float:
    # A heading never stands alone at the foot of a page.
    y = _room(sheet, form, y, 2.5 * LEAST_ROW)
    bottom = sheet.put(name, (EDGE, y + PAD), WIDTH, sheet.look.text, BLUE, "B") + PAD
    _line(sheet, bottom)
    return bottom


def _row(sheet: _Paper, form: Form, question: Question, number: int, y: float) -> float:
    style = "B" if question.code == OVERALL else ""
    width = _column(sheet, 0) - EDGE - NUMBER - 2
    text = question.text.get("vi")
    height = max(LEAST_ROW, sheet.height_of(text, width, sheet.look.text, style) + 2 * PAD)
    y = _room(sheet, form, y, height)
    sheet.put(f"{number}", (EDGE, y + PAD), NUMBER, sheet.look.text, QUIET_INK)
    sheet.put(text, (EDGE + NUMBER, y + PAD), width, sheet.look.text, INK, style)
    for place in range(len(KEYS) if question.not_applicable else len(SCORES)):
        side = sheet.look.box
        _box(sheet, _column(sheet, place) + (sheet.look.column - side) / 2, y + (height - side) / 2)
    _line(sheet, y + height)
    return y + height


def _choices(sheet: _Paper, text: str, words: Sequence[str], y: float) -> float:
    """A question whose answers stand in a row below it."""
    size, side = sheet.look.text - 1, sheet.look.box
    y = _room(sheet, None, y, 4 * side)
    y = sheet.put(text, (EDGE, y + PAD), WIDTH, sheet.look.text, INK) + 0.5
    left = EDGE + 2
    for word in words:
        sheet.set_font(FONT, "", size)
        taken = side + 1 + sheet.get_string_width(word) + 4
        if left + taken > EDGE + WIDTH:
            left, y = EDGE + 2, y + side + 2.5
        _box(sheet, left, y + 0.3)
        sheet.put(word, (left + side + 0.5, y), taken, size, INK)
        left += taken
    return y + side + 3


def _comment(sheet: _Paper, form: Form, y: float) -> None:
    comment = form.questionnaire.comment
    if comment is None:
        return
    y = _room(sheet, None, y, 12 + LINES_FOR_COMMENT * LINE_GAP)
    y = sheet.put(comment.text.get("vi"), (EDGE, y + PAD), WIDTH, sheet.look.text, INK, "B")
    y = sheet.put(comment.hint.get("vi"), (EDGE, y), WIDTH, 8, QUIET_INK)
    for number in range(1, LINES_FOR_COMMENT + 1):
        _line(sheet, y + number * LINE_GAP)


def _room(sheet: _Paper, form: Form | None, y: float, height: float) -> float:
    """Where something of this height can begin: here, or on a new page, below the heading of the table."""
    if y + height <= BOTTOM:
        return y
    sheet.add_page()
    return _heading(sheet, form, EDGE) if form else EDGE


def _column(sheet: _Paper, place: int) -> float:
    return EDGE + WIDTH - (len(KEYS) - place) * sheet.look.column


def _box(sheet: _Paper, left: float, top: float) -> None:
    sheet.set_draw_color(*INK)
    sheet.set_line_width(0.3)
    sheet.rect(left, top, sheet.look.box, sheet.look.box)


def _line(sheet: _Paper, y: float) -> None:
    sheet.rule(y, WIDTH)
