"""What a report is made from: the reviews of a period, how many forms came, and what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from analytics.analysis import Analysis
from analytics.effect import Effect
from analytics.estimate import Estimate
from analytics.reports.content import Heading, Letterhead, Seal
from analytics.review import Review
from analytics.turnout import Turnout


@dataclass(frozen=True)
class Window:
    """The days of the report; `before` and `after` name the periods next to it."""

    name: str
    first: date
    last: date
    calendar: str
    before: str
    after: str


@dataclass(frozen=True)
class Handled:
    """Forms of one questionnaire on their way: codes issued and used (None where none were), and received."""

    received: int
    issued: int | None = None
    used: int | None = None


@dataclass(frozen=True)
class Form:
    """One questionnaire in the period, and the index over the periods up to it, oldest first.

    turnout  of how many people the received forms are; None where nobody counted them
    """

    review: Review
    analysis: Analysis
    handled: Handled
    trend: Sequence[tuple[str, Estimate | None]] = ()
    turnout: Turnout | None = None

    @property
    def title(self) -> str:
        return self.review.structure.title

    @property
    def people(self) -> int | None:
        """Everybody the figures could be about; None unless all units that answered are counted."""
        found = self.turnout
        if found is None or found.over or found.n != self.handled.received:
            return None
        return found.population


@dataclass(frozen=True)
class Action:
    """Something that was done or begun about a weak result; `state` says how far it is, with its day.

    aim     the figure it was meant to move, '' for none
    effect  what became of that figure; None as long as it is not done
    """

    what: str
    where: str
    state: str
    aim: str = ""
    effect: Effect | None = None


@dataclass(frozen=True)
class Task:
    """Something that the office has given out and that is not done yet."""

    content: str
    product: str
    lead: str
    partners: str
    due: date
    note: str = ""


@dataclass(frozen=True)
class Material:
    """Everything one report is made from.

    units   how many units the report covers; silent: names of those that collect but have no form
    levels  words for the codes of levels
    actions  what was done about weak results; tasks: what is still to be done, as the office gave it out
    left_out  forms set aside before anything was counted, by the words of the reason
    """

    letterhead: Letterhead
    window: Window
    forms: tuple[Form, ...]
    units: int
    made_on: date
    levels: Mapping[str, str] = field(default_factory=dict)
    silent: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    tasks: tuple[Task, ...] = ()
    seal: Seal | None = None
    synthetic: bool = False
    left_out: Mapping[str, int] = field(default_factory=dict)

    def heading(self, form: Form, level: int) -> list[Heading]:
        """The name of a questionnaire above its part; none where the report has only one."""
        return [Heading(level, form.title)] if len(self.forms) > 1 else []
