"""Where a form is handed in: every guard in its order, then the disk. Needs no request of Flask."""

from collections.abc import Callable, Sequence

from flask_babel import lazy_gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from survey import clock, form_token
from survey.citizen import sheet
from survey.citizen.pace import Pace
from survey.citizen.recent import Recent
from survey.citizen.sheet import CODE, Place
from survey.form_token import FormTokenError, OpenForm
from survey.limits import Limits
from survey.response import MAX_FIELDS, TOKEN, TRAP, WAITED, Fields, Problem, RefusedError, parse
from survey.running import Running
from survey.store.errors import NotFound
from survey.store.responses import Outcome


class ClosedError(Exception):
    """The point takes no forms now."""


class AgainError(Exception):
    """The person can change what is wrong: the form to show again, and what is said of it."""

    def __init__(self, form: OpenForm, problems: Sequence[Problem]) -> None:
        super().__init__(form.point)
        self.form = form
        self.problems = problems


class Desk:
    def __init__(self, live: Running) -> None:
        self._live = live
        self._limits = Limits(live.settings.rate_limit)
        self._recent = Recent()
        self.pace = Pace()

    def find(self, code: str, channel: str, address: str) -> Place:
        """The place a code names; who asks for many that do not exist is slowed."""
        self._limits.admit_guess(address)
        try:
            return sheet.place(self._live, code, channel)
        except NotFound:
            self._limits.count_wrong_guess(address)
            raise

    def take(self, code: str, channel: str, address: str, read: Callable[[], Fields]) -> Outcome:
        """Return when the form is on disk or its single-use code refused; raises what else is wrong."""
        self._limits.admit(address)
        fields = read()
        if sum(map(len, fields.values())) > MAX_FIELDS:
            raise RequestEntityTooLarge
        signed = _first(fields, TOKEN)
        self._limits.admit_form(signed)
        try:
            form = form_token.read(self._live.secrets, signed)
        except FormTokenError:
            _unless_closed(self.find(code, channel, address))
            raise
        here = _unless_closed(self._place(code, channel, address, form))
        try:
            return self._record(here, sheet.own(here, form), fields)
        except RefusedError as refused:
            raise AgainError(form, refused.problems) from refused

    def _place(self, code: str, channel: str, address: str, form: OpenForm) -> Place:
        # Who holds a form of this very point is not guessing, whatever others behind the address do.
        if channel != CODE and form.point == code:
            return self._recent.place(self._live, code, channel)
        return self.find(code, channel, address)

    def _record(self, here: Place, form: OpenForm, fields: Fields) -> Outcome:
        live = self._live
        if _first(fields, TRAP) or form.age < live.settings.min_fill_seconds:
            hasty = _("Phiếu vừa mở đã gửi ngay. Xin xem lại câu trả lời rồi bấm gửi lần nữa.")
            raise RefusedError([Problem("", hasty)])
        questionnaire = live.questionnaire(form.questionnaire)
        where = sheet.where(live, here, questionnaire)
        response = parse(fields, questionnaire, form, where, clock.now())
        outcome = live.writer.submit(response, here.presented(form))
        # Forms that waited for the net come all at once.
        if here.kiosk and outcome is Outcome.STORED and WAITED not in fields:
            self.pace.notice(live.store, here.point.code)
        return outcome


def _unless_closed(here: Place) -> Place:
    if here.closed:
        raise ClosedError
    return here


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")
