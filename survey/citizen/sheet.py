"""What the page of one form shows, made from the point, the questionnaire, and the open form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.exceptions import Gone

from survey import clock, form_token
from survey.digits import SHARE_ANSWERS
from survey.form_token import FormTokenError, OpenForm
from survey.languages import names
from survey.procedure_level import level_of
from survey.questionnaire import Kind, Question, Questionnaire
from survey.response import AGE_GROUPS, CHOICES, PROCEDURE, Problem, Where, shown
from survey.running import Running
from survey.store import codes, organisation, points, procedures, questionnaires, units
from survey.store.codes import Code, Hashes, Presented
from survey.store.errors import NotFound
from survey.store.points import CLOSED, REVOKED, Point
from survey.store.procedures import Procedure
from survey.store.responses import Outcome
from survey.store.submissions import VERIFIED
from survey.store.units import Unit

QR, KIOSK, CODE = "qr", "kiosk", VERIFIED
CHANNELS = {QR: "/k", KIOSK: "/q", CODE: "/m"}
LOOKED_THROUGH = 12


@dataclass(frozen=True)
class Place:
    """The counter or class a code names, with the unit it counts for today: after a merger, the successor.

    path    the code as it stands in the address: that of the point, or one to be used once
    single  the single-use code with its hashes; None for a point's own code
    """

    point: Point
    unit: Unit
    channel: str
    path: str
    hashes: Hashes = ()
    single: Code | None = None

    @property
    def closed(self) -> bool:
        return self.point.state == CLOSED or self.unit.valid_to < clock.today().isoformat()

    @property
    def kiosk(self) -> bool:
        return self.channel == KIOSK

    @property
    def unspent(self) -> bool:
        return self.single is not None and not self.single.spent

    def refused(self, form: OpenForm) -> Outcome | None:
        """Why the single-use code is not good for this form; None when it is, and for a point's own code."""
        if self.single is None:
            return None
        return codes.refusal(self.single, self.point.code, form.opened_on(clock.now()).isoformat())

    def presented(self, form: OpenForm) -> Presented | None:
        """The single-use code this form is sent with. It is good for a form that was opened in its days."""
        return Presented(self.hashes, form.opened_on(clock.now()).isoformat()) if self.single else None


@dataclass(frozen=True)
class Sheet:
    place: Place
    questionnaire: Questionnaire
    form: OpenForm
    signed: str
    questions: Sequence[Question]
    procedures: Sequence[Procedure]
    given: Mapping[str, str]
    problems: Sequence[Problem]

    @property
    def shares(self) -> list[tuple[str, str]]:
        return [(letter, f"{answer} %") for letter, answer in SHARE_ANSWERS.items()]

    @property
    def procedure_options(self) -> list[tuple[str, str]]:
        return [(procedure.code, procedure.name) for procedure in self.procedures]

    @property
    def many_procedures(self) -> bool:
        """True when the list is too long to look through on a phone."""
        return len(self.procedures) > LOOKED_THROUGH

    @property
    def ages(self) -> list[tuple[str, str]]:
        """The age groups of the official form that read alike in every language."""
        return [(group, group.replace("-", "–")) for group in AGE_GROUPS if "-" in group]

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages to choose from; empty when there is no choice."""
        spoken = [(code, names()[code]) for code in self.questionnaire.languages if code in names()]
        return spoken if len(spoken) > 1 else []

    @property
    def tells_more(self) -> bool:
        """True when the person said more than the questions ask, so that it is not folded away."""
        return any(self.given.get(name) for name in (PROCEDURE, *CHOICES))

    def problem(self, field: str) -> str:
        return next((p.sentence for p in self.problems if p.field == field), "")


def place(live: Running, code: str, channel: str) -> Place:
    db = live.store.db
    hashes = codes.hashes(live.secrets, code) if channel == CODE else ()
    single = codes.find(db, hashes)
    if channel == CODE and single is None:
        raise NotFound("Không có mã dùng một lần này.")
    point = points.get(db, single.batch.point if single else code)
    if point.state == REVOKED:
        raise Gone
    acting = organisation.successions(db).acting(point.unit, clock.today())
    return Place(point, units.get(db, acting), channel, code, hashes, single)


def own(here: Place, form: OpenForm) -> OpenForm:
    """The form, if it was opened at this place; raises FormTokenError when it was elsewhere."""
    if form.point != here.point.code:
        raise FormTokenError("Phiếu của điểm khác.")
    return form


def opened(live: Running, here: Place) -> OpenForm:
    key = questionnaires.latest_key(live.store.db, here.point.questionnaire)
    return form_token.open_form(here.point.code, key, here.point.form == "full")


def sheet(
    live: Running, here: Place, form: OpenForm, given: Mapping[str, str], problems: Sequence[Problem]
) -> Sheet:
    questionnaire = live.questionnaire(form.questionnaire)
    return Sheet(
        place=here,
        questionnaire=questionnaire,
        form=form,
        signed=form.signed or form_token.sign(live.secrets, form),
        questions=shown(questionnaire, form),
        procedures=offered(live, here, questionnaire),
        given=given,
        problems=problems,
    )


def offered(live: Running, here: Place, questionnaire: Questionnaire) -> list[Procedure]:
    """The procedures a person can have come for; only one-stop forms ask."""
    if questionnaire.kind is not Kind.ONE_STOP:
        return []
    return procedures.offered_at(live.store.db, here.point.code, [level_of(here.unit)], clock.today())


def where(live: Running, here: Place, questionnaire: Questionnaire) -> Where:
    def offers(code: str) -> bool:
        return any(procedure.code == code for procedure in offered(live, here, questionnaire))

    return Where(here.unit.code, here.channel, offers)
