"""What the page of one form shows, made from the point, the questionnaire, and the open form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.exceptions import Gone

from survey import form_token
from survey.clock import today
from survey.digits import SHARE_ANSWERS
from survey.form_token import OpenForm
from survey.questionnaire import Kind, Question, Questionnaire
from survey.response import AGE_GROUPS, Problem, Where, shown
from survey.running import Running
from survey.store import points, procedures, questionnaires, units
from survey.store.points import Point
from survey.store.procedures import Procedure
from survey.store.units import Unit

OPEN, CLOSED, REVOKED = "open", "closed", "revoked"
QR, KIOSK = "qr", "kiosk"
# Where a procedure is handled, by kind of unit; a school offers its own.
PROVINCE = ("so_gddt", "ubnd_tinh", "ttpvhcc_tinh", "chi_nhanh", "phong_thuoc_so")


@dataclass(frozen=True)
class Place:
    """The counter or class a code names, with the unit it belongs to."""

    point: Point
    unit: Unit
    channel: str

    @property
    def closed(self) -> bool:
        return self.point.state == CLOSED


@dataclass(frozen=True)
class Sheet:
    place: Place
    questionnaire: Questionnaire
    form: OpenForm
    signed: str
    questions: Sequence[Question]
    procedures: Sequence[Procedure]
    given: Mapping[str, str]
    problems: Sequence[Problem] = ()

    @property
    def shares(self) -> list[tuple[str, str]]:
        return [(letter, f"{answer} %") for letter, answer in SHARE_ANSWERS.items()]

    @property
    def procedure_options(self) -> list[tuple[str, str]]:
        return [(procedure.code, procedure.name) for procedure in self.procedures]

    @property
    def ages(self) -> list[tuple[str, str]]:
        """The age groups of the official form that read alike in every language."""
        return [(group, group.replace("-", "–")) for group in AGE_GROUPS if "-" in group]

    def problem(self, field: str) -> str:
        return next((p.sentence for p in self.problems if p.field == field), "")


def place(live: Running, code: str, channel: str) -> Place:
    db = live.store.db
    point = points.get(db, code)
    if point.state == REVOKED:
        raise Gone
    return Place(point, units.get(db, point.unit), channel)


def opened(live: Running, here: Place) -> OpenForm:
    key = questionnaires.latest_key(live.store.db, here.point.questionnaire)
    return form_token.open_form(here.point.code, key, here.point.form == "full")


def sheet(
    live: Running,
    here: Place,
    form: OpenForm,
    signed: str,
    given: Mapping[str, str],
    problems: Sequence[Problem],
) -> Sheet:
    questionnaire = live.questionnaire(form.questionnaire)
    return Sheet(
        here,
        questionnaire,
        form,
        signed,
        shown(questionnaire, form),
        offered(live, here, questionnaire),
        given,
        problems,
    )


def offered(live: Running, here: Place, questionnaire: Questionnaire) -> list[Procedure]:
    """The procedures a person can have come for; only one-stop forms ask."""
    if questionnaire.kind is not Kind.ONE_STOP:
        return []
    return procedures.offered(live.store.db, [_level(here.unit)], today())


def where(live: Running, here: Place, questionnaire: Questionnaire) -> Where:
    codes = frozenset(procedure.code for procedure in offered(live, here, questionnaire))
    return Where(here.unit.code, here.channel, codes)


def _level(unit: Unit) -> str:
    if unit.level in ("mam_non", "tieu_hoc", "thcs", "thpt"):
        return "truong"
    return "tinh" if unit.kind in PROVINCE else "xa"
