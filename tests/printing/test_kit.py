"""The leaflet and the square picture of a kit: reopened, measured, read again."""

import io
import unicodedata
from functools import cache

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFont
from pypdf import PdfReader

from analytics.kit.compose import compose
from analytics.kit.facts import Outcome
from survey.printing import leaflet, square
from survey.printing.sheet import BLUE, INK, QUIET_INK
from tests.analytics.kit.cases import UNIT, facts_of

ENDLESS = "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở " + "Nguyễn Thị Minh Khai " * 8
LONG_ADDRESS = (
    "https://khao-sat-su-hai-long.giao-duc-va-dao-tao.example.vn/ket-qua/truong-ptdtbt-th-thcs?ky=2026Q3"
)
every = pytest.mark.parametrize("outcome", list(Outcome), ids=lambda one: one.name)
POINTS_PER_MM = 72 / 25.4
WHITE = (255, 255, 255)


@cache
def printed(outcome: Outcome) -> bytes:
    return leaflet.pdf(compose(facts_of(outcome, (100, 60), synthetic=True, others=4)).leaflet)


@cache
def drawn(outcome: Outcome, unit: str = UNIT) -> Image.Image:
    facts = facts_of(outcome, unit=unit, synthetic=True, others=4, address=LONG_ADDRESS)
    return Image.open(io.BytesIO(square.png(compose(facts).square)))


def joined(text: str) -> str:
    """Without spaces: a long digest is broken between any two letters."""
    return "".join(text.split())


@every
def test_the_leaflet_is_one_page_of_a4_with_its_fonts_inside(outcome: Outcome) -> None:
    (page,) = PdfReader(io.BytesIO(printed(outcome))).pages
    size = (float(page.mediabox.width) / POINTS_PER_MM, float(page.mediabox.height) / POINTS_PER_MM)
    assert size == pytest.approx((210, 297), abs=0.1)
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()


@every
def test_the_text_of_the_leaflet_copies_as_it_was_written(outcome: Outcome) -> None:
    told = compose(facts_of(outcome, (100, 60), synthetic=True, others=4)).leaflet
    text = PdfReader(io.BytesIO(printed(outcome))).pages[0].extract_text()
    assert unicodedata.is_normalized("NFC", text)
    for said in (
        told.unit,
        told.period,
        told.word,
        told.figure,
        told.under,
        told.notice,
        told.foot,
        told.typed,
    ):
        assert joined(said) in joined(text)
    for section in told.sections:
        assert joined(section.title + section.text) in joined(text)


def test_a_phone_that_scans_the_leaflet_gets_the_page_of_the_period() -> None:
    page = pypdfium2.PdfDocument(printed(Outcome.MET))[0]
    (found,) = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    assert found.text == facts_of(Outcome.MET).address
    width = found.position.top_right.x - found.position.top_left.x
    assert width / 2 / POINTS_PER_MM >= 30


@pytest.mark.parametrize("times", [1, 3])
def test_names_without_end_leave_the_leaflet_one_page_with_its_foot(times: int) -> None:
    facts = facts_of(
        Outcome.UNDECIDED,
        (100, 60),
        unit=ENDLESS * times,
        title=ENDLESS,
        synthetic=True,
        address=LONG_ADDRESS,
    )
    document = pypdfium2.PdfDocument(leaflet.pdf(compose(facts).leaflet))
    assert len(document) == 1
    page, words = document[0], document[0].get_textpage()
    boxes = [words.get_rect(at) for at in range(words.count_rects())]
    assert min(bottom for _, bottom, _, _ in boxes) > 5 * POINTS_PER_MM
    assert max(right for _, _, right, _ in boxes) < (210 - 10) * POINTS_PER_MM
    (found,) = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    # No text is written over the code.
    code = [corner / 2 for corner in (found.position.top_left.y, found.position.bottom_right.y)]
    right = found.position.top_right.x / 2
    height = page.get_height()
    for left, bottom, _, top in boxes:
        assert left > right or not (height - top < code[1] and height - bottom > code[0])


@every
def test_the_picture_is_square_and_small_enough_to_send(outcome: Outcome) -> None:
    image = drawn(outcome)
    assert image.size == (1080, 1080)
    assert image.mode == "RGB"
    facts = facts_of(outcome, synthetic=True)
    assert len(square.png(compose(facts).square)) < 200_000


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance of WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@every
def test_the_picture_uses_few_colours_that_stand_out_from_white(outcome: Outcome) -> None:
    counted = drawn(outcome).getcolors(maxcolors=1_000_000) or []
    plain = [colour for n, colour in counted if n > 2000]
    assert set(plain) <= {WHITE, BLUE, INK, QUIET_INK, leaflet.ORANGE}
    assert all(contrast(one, WHITE) >= 4.5 for one in plain if one != WHITE)


@every
def test_no_verdict_is_told_by_red_or_green(outcome: Outcome) -> None:
    red, green, blue = np.asarray(drawn(outcome)).astype(int).reshape(-1, 3).T
    assert not ((green > red + 40) & (green > blue + 40)).any()
    assert not ((red > 150) & (green < 60) & (blue < 60)).any()


def test_each_verdict_has_a_shape_of_its_own() -> None:
    top, left = square.MIDDLE, square.EDGE
    shapes = {
        outcome: np.asarray(drawn(outcome).convert("L"))[top : top + square.MARK, left : left + square.MARK]
        < 180
        for outcome in (Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED, Outcome.REFUSED, Outcome.HIDDEN)
    }
    for one, shape in shapes.items():
        others = [other for name, other in shapes.items() if name is not one]
        assert min((shape != other).mean() for other in others) > 0.05


@pytest.mark.parametrize("unit", [UNIT, ENDLESS], ids=["short", "endless"])
def test_nothing_is_written_over_another_or_over_the_edge(unit: str) -> None:
    grey = np.asarray(drawn(Outcome.UNDECIDED, unit).convert("L"))
    below_the_band, above_the_notice = grey[square.BAND + 4 : 900], grey[880:900]
    assert (below_the_band[:, : square.EDGE - 8] > 250).all()
    assert (below_the_band[:, -(square.EDGE - 8) :] > 250).all()
    # White between the names and the figure, and between the verdict and the notice.
    assert (grey[square.MIDDLE - 34 : square.MIDDLE - 28] > 250).all()
    assert (above_the_notice > 250).all()
    assert (grey[-12:] > 250).all()


def test_the_smallest_letters_are_twelve_pixels_on_a_phone(monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[int] = []
    real = square._font.__wrapped__

    def remembered(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
        used.append(size)
        return real(size, bold=bold)

    monkeypatch.setattr(square, "_font", remembered)
    square.png(compose(facts_of(Outcome.NOT_MET, unit=ENDLESS, title=ENDLESS, address=LONG_ADDRESS)).square)
    assert min(used) / 3 >= 12


@every
def test_the_alternative_text_says_what_is_drawn(outcome: Outcome) -> None:
    told = compose(facts_of(outcome, synthetic=True)).square
    for said in (told.unit, told.period, told.title, told.word, told.figure, told.under, "Số liệu mẫu"):
        assert said in told.alternative
