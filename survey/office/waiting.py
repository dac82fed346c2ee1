"""Pages of large offices: results as they were last made, with the time; the first reader is told to wait."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import render_template, request

from survey.answered import Sight, counted
from survey.office.blueprint import bp
from survey.running import running
from survey.shelf import BeingMadeError

AGAIN_SECONDS = "3"

_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Told(Generic[_Result]):
    """A result, and the sentence that says from when it is; '' when it holds of this moment."""

    result: _Result
    since: str = ""


def told(sight: Sight, what: Hashable, make: Callable[[], _Result]) -> Told[_Result]:
    """What a page shows of a sight. `make` runs in a thread without a request."""
    live = running()
    facts = counted(live, sight.whole)
    # A form that was sent with a mistake comes back at once, with what was typed.
    if not facts.large or request.method == "POST":
        return Told(make())
    # A set-aside or an event of the organisation is an order to compute anew; an answer more is none.
    state = (facts.closing, facts.revision, facts.decided)
    kept = live.shelf.look((live.file, what, sight, state), make)
    # What was closed is the same at any time.
    return Told(kept.result, "" if facts.closing else kept.sentence)


@bp.errorhandler(BeingMadeError)
def being_made(error: BeingMadeError) -> tuple[str, int, dict[str, str]]:
    del error
    return render_template("office/being_made.html"), 202, {"Refresh": AGAIN_SECONDS}
