"""The sheet for the notice board: one A4 page with a result that is read from two metres away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import unescape
from io import BytesIO

from analytics.estimate import Verdict
from survey.printing import modules
from survey.printing.sheet import BLUE, INK, QUIET_INK, Sheet, Size

ORANGE = (176, 74, 0)
COLOURS = {Verdict.MET: BLUE, Verdict.NOT_MET: ORANGE}
UNIT_SIZES = ((26, 2), (21, 2), (17, 3), (13, 4), (10, 5))
FORM_SIZES = ((14, 1), (12, 2), (10, 3))
SAID_SIZES = ((12, 3), (10.5, 4), (9, 6))
CODE_SIDE = 44.0
FOOT = 232.0
PICTURE_RATIO = 16.0
SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True)
class Factor:
    """A line of the list: name, picture (SVG without words), and the figure with its interval."""

    name: str
    picture: str
    figure: str


@dataclass(frozen=True)
class Board:
    """What one sheet says; the words come from the page of the same result.

    banner  what must not be overlooked, such as that the data are synthetic; mostly empty
    axis   below the picture: its lowest share, the target, its highest share
    said   sentences below the figure, in their order
    foot   beside the code: where it leads, the closing, the method
    sealed  the day of the closing
    """

    banner: str
    heading: str
    unit: str
    period: str
    form: str
    verdict: Verdict | None
    verdict_word: str
    figure: str
    picture: str
    axis: tuple[str, str, str]
    said: tuple[str, ...]
    factors_heading: str
    factors: tuple[Factor, ...]
    foot: tuple[str, ...]
    address: str
    language: str
    sealed: date


def pdf(boards: Sequence[Board]) -> bytes:
    """One page for each questionnaire."""
    sheet = Sheet(Size.A4)
    sheet.set_title(f"{boards[0].heading}: {boards[0].unit}")
    sheet.set_lang(boards[0].language)
    # The moment of the request is no part of a result: the same closing gives the same file.
    sheet.set_creation_date(datetime.combine(boards[0].sealed, time(), UTC))
    for board in boards:
        sheet.add_page()
        _draw(sheet, board)
    return bytes(sheet.output())


def _draw(sheet: Sheet, board: Board) -> None:
    bottom = _heading(sheet, board)
    bottom = _result(sheet, board, bottom + 3)
    sheet.set_text_color(*INK)
    for sentence in board.said:
        bottom = sheet.say(sentence, bottom + 1.5, SAID_SIZES)
    if board.factors:
        _factors(sheet, board, bottom + 4)
    _foot(sheet, board)


def _heading(sheet: Sheet, board: Board) -> float:
    sheet.set_text_color(*ORANGE)
    if board.banner:
        sheet.say(board.banner, 7, [(11, 1), (9, 2)], "B")
    sheet.set_text_color(*BLUE)
    bottom = sheet.say(board.heading, 14, [(15, 1)], "B")
    sheet.set_text_color(*INK)
    bottom = sheet.say(board.unit, bottom + 2, UNIT_SIZES, "B")
    sheet.set_text_color(*QUIET_INK)
    bottom = sheet.say(board.period, bottom + 1, [(14, 1), (12, 1)])
    return sheet.say(board.form, bottom, FORM_SIZES)


def _result(sheet: Sheet, board: Board, top: float) -> float:
    if board.verdict is not None:
        colour = COLOURS.get(board.verdict, QUIET_INK)
        sheet.set_text_color(*colour)
        _shape(sheet, board, top + 6.5, colour)
        top = sheet.say(board.verdict_word, top, [(34, 1), (26, 1)], "B")
    sheet.set_text_color(*BLUE)
    bottom = sheet.say(board.figure, top, [(64, 1), (24, 2)], "B")
    return _picture(sheet, board, bottom) if board.picture else bottom


def _shape(sheet: Sheet, board: Board, middle: float, colour: tuple[int, int, int]) -> None:
    """The mark of the verdict before its word, drawn, because fonts for text lack it."""
    sheet.set_font(sheet.font_family, "B", 34)
    left, half = (sheet.w - sheet.get_string_width(board.verdict_word)) / 2 - 10, 4.0
    sheet.set_fill_color(*colour)
    sheet.set_draw_color(*colour)
    if board.verdict is Verdict.NOT_MET:
        corners = [(left - half, middle - half), (left + half, middle - half), (left, middle + half)]
    elif board.verdict is Verdict.UNDECIDED:
        corners = [(left, middle - half), (left + half, middle), (left, middle + half), (left - half, middle)]
    else:
        style = "F" if board.verdict is Verdict.MET else "D"
        sheet.ellipse(left - half, middle - half, 2 * half, 2 * half, style)
        return
    sheet.polygon(corners, style="F")


def _picture(sheet: Sheet, board: Board, top: float) -> float:
    width, left = sheet.column, sheet.MARGIN
    _put_picture(sheet, board.picture, (left, top), width)
    bottom = top + width / PICTURE_RATIO
    sheet.set_text_color(*QUIET_INK)
    sheet.say(board.axis[1], bottom, [(10, 1)])
    sheet.put(board.axis[0], (left, bottom), width / 2, 10, QUIET_INK)
    right = left + width - sheet.get_string_width(board.axis[2]) - 2
    return sheet.put(board.axis[2], (right, bottom), width / 2, 10, QUIET_INK)


def _put_picture(sheet: Sheet, picture: str, place: tuple[float, float], width: float) -> None:
    """The title of the picture becomes the words for who cannot see it."""
    begin, _title, rest = picture.partition("<title>")
    words, _end, drawn = rest.partition("</title>")
    # Inside a page an SVG needs no name of its language, as a file it does.
    file = (begin + drawn).replace("<svg ", f'<svg xmlns="{SVG}" ', 1)
    sheet.image(BytesIO(file.encode()), *place, width, alt_text=unescape(words))


def _factors(sheet: Sheet, board: Board, top: float) -> None:
    names, figures, left = 66.0, 44.0, sheet.MARGIN
    picture = sheet.column - names - figures
    top = sheet.put(board.factors_heading, (left, top), sheet.column, 12, BLUE, "B") + 1
    for factor in board.factors:
        if factor.picture:
            _put_picture(sheet, factor.picture, (left + names, top), picture)
        beside = sheet.put(factor.figure, (left + names + picture + 2, top), figures, 9.5, INK)
        top = max(sheet.put(factor.name, (left, top), names, 10, INK), beside) + 1.2


def _foot(sheet: Sheet, board: Board) -> None:
    sheet.rule(FOOT, sheet.column)
    modules.draw(sheet, board.address, sheet.MARGIN - 3, FOOT + 3, CODE_SIDE)
    left, top = sheet.MARGIN + CODE_SIDE, FOOT + 5
    width = sheet.w - sheet.MARGIN - left
    for line in board.foot:
        top = sheet.put(line, (left, top), width, 8.5, QUIET_INK) + 1
