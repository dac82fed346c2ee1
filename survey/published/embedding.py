"""The block that a unit puts on its own website: a piece of HTML to copy, or a frame that stays current."""

from flask import Response, make_response, render_template

from survey import headers
from survey.published import releases
from survey.published.address import PERIOD, outside, to
from survey.published.pages import basis, bp, chosen
from survey.published.releases import Release
from survey.published.shown import parts
from survey.running import running

STYLE = "embed.css"


@bp.get("/ket-qua/<unit>/nhung")
def embedding(unit: str) -> str:
    """The two pieces to copy, and what each is for."""
    release, known = _latest(unit)
    return render_template(
        "published/embedding.html",
        **basis(release, known),
        block=_block(release, known),
        frame_address=outside(to("frame", unit=unit)),
    )


@bp.get("/ket-qua/<unit>/khoi.html")
def block(unit: str) -> Response:
    """The piece of HTML alone, for a server that puts it into its own page."""
    return _framed(_block(*_latest(unit)))


@bp.get("/ket-qua/<unit>/khung")
def frame(unit: str) -> Response:
    release, known = _latest(unit)
    return _framed(
        render_template(
            "published/frame.html", block=_block(release, known, level=1), **basis(release, known)
        )
    )


def _latest(unit: str) -> tuple[Release, list[Release]]:
    known = releases.of_unit(running(), unit)
    return chosen(known), known


def _block(release: Release, known: list[Release], level: int = 2) -> str:
    """`level` is that of its heading: the only one of a frame, one among others in a page."""
    page = to("unit_results", unit=release.unit, **{PERIOD: release.period.label})
    found = parts(running(), release)
    return render_template(
        "published/block.html",
        **basis(release, known),
        parts=found,
        address=outside(page),
        style=STYLE,
        level=level,
    )


def _framed(text: str) -> Response:
    """Any site may show this page, and this one only."""
    response = make_response(text)
    response.headers["Content-Security-Policy"] = headers.policy_for_frames(STYLE)
    return response
