"""The pieces of a communication kit as files, each alone or all in one ZIP."""

import io
from datetime import date
from enum import Enum
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from analytics.kit.compose import Kit
from survey.answered import code_of
from survey.period import Period


class Piece(Enum):
    """What a kit consists of; the value is what its file is called in an address."""

    LEAFLET = "to-roi.pdf"
    SQUARE = "hinh-vuong.png"
    ALTERNATIVE = "hinh-vuong.txt"
    BROADCAST = "phat-thanh.txt"
    ARTICLE = "bai-viet.html"

    @property
    def mimetype(self) -> str:
        return _MIMETYPES[self.value.rpartition(".")[2]]


ZIP = "truyen-thong.zip"
_MIMETYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


def written(kit: Kit, piece: Piece) -> bytes:
    match piece:
        case Piece.LEAFLET:
            return leaflet(kit)
        case Piece.SQUARE:
            return picture(kit)
        case Piece.ALTERNATIVE:
            return kit.square.alternative.encode()
        case Piece.BROADCAST:
            return f"{kit.broadcast.note}\n\n{kit.broadcast.text}\n".encode()
        case Piece.ARTICLE:
            return kit.article.html.encode()


# Each draws with a library that takes a while to import: asked for when a file of its kind is.
def leaflet(kit: Kit) -> bytes:
    from survey.printing import leaflet

    return leaflet.pdf(kit.leaflet)


def picture(kit: Kit) -> bytes:
    from survey.printing import square

    return square.png(kit.square)


def name_of(piece: str, unit: str, period: Period, key: str) -> str:
    """One name for each unit, period, and questionnaire, so that files can lie side by side."""
    stem, _, ending = piece.rpartition(".")
    return f"{stem}-{unit}-{period.label}-{code_of(key)}.{ending}"


def zipped(kit: Kit, unit: str, period: Period, key: str, made_on: date) -> bytes:
    """All files of a kit; the same kit of the same day is the same ZIP."""
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for piece in Piece:
            name = name_of(piece.value, unit, period, key)
            entry = ZipInfo(name, (made_on.year, made_on.month, made_on.day, 0, 0, 0))
            archive.writestr(entry, written(kit, piece), ZIP_DEFLATED)
    return content.getvalue()
