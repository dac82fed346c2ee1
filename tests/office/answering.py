"""Answers put into the small office by hand, so that every figure can be worked out on paper."""

import base64
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from survey import installation
from survey.digits import Answer, encode
from survey.questionnaire import Questionnaire
from survey.store import points, questionnaires, responses, targets
from survey.store.connection import Store
from survey.store.points import Point
from survey.store.responses import Response
from survey.store.targets import Target

PRIMARY = "truong_hoc_tieu_hoc"
UPPER = "truong_hoc_thpt"
COUNTER = "mot_cua_2026"
POINTS = (
    Point("PTHA0001", "th-a", "class", "Cha mẹ học sinh", PRIMARY, "full", "open", "2026-01-01"),
    Point("PTHB0001", "th-b", "class", "Cha mẹ học sinh", PRIMARY, "full", "open", "2026-01-01"),
    Point("PTHPT001", "thpt-c", "class", "Học sinh", UPPER, "full", "open", "2026-01-01"),
    Point("QUAYA001", "quay-a", "counter", "Quầy số 1", COUNTER, "full", "open", "2026-01-01"),
    Point("QUAYA002", "quay-a", "counter", "Quầy số 2", COUNTER, "full", "closed", "2026-01-01"),
)
TARGETS = (
    Target("t-95", "chi_so_hai_long", 95.0, "Kế hoạch 21/KH-GD&ĐT", scope="school", level="tieu_hoc"),
    Target("t-80", "chi_so_hai_long", 80.0, "Quyết định 2034/QĐ-BGDĐT", scope="school"),
)


@dataclass
class Answering:
    """People who give the same answer to every question."""

    store: Store
    chance: random.Random

    def furnish(self) -> "Answering":
        installation.publish_shipped(self.store)
        with self.store.write() as db:
            for point in POINTS:
                points.add(db, point)
            targets.save(db, TARGETS)
        return self

    def say(
        self, code: str, score: int, people: int, day: date = date(2026, 8, 20), only: tuple[str, ...] = ()
    ) -> None:
        """`only` these questions were asked; every one when none is named."""
        form = self._form(code)
        codes = [question.code for question in (form.overall, *form.items)]
        self.tell(code, {one: score for one in codes if not only or one in only}, people, day)

    def tell(self, code: str, said: Mapping[str, Answer], people: int, day: date) -> None:
        """These answers; a question that is not among them was not asked."""
        form = self._form(code)
        with self.store.write() as db:
            point = points.get(db, code)
            for _ in range(people):
                token = base64.urlsafe_b64encode(self.chance.randbytes(16)).decode().rstrip("=")
                told = encode(form, said)
                responses.add(
                    db, Response(token, code, point.unit, form.key, "qr", day.isoformat(), "am", told)
                )

    def _form(self, code: str) -> Questionnaire:
        asked = points.get(self.store.db, code).questionnaire
        return questionnaires.get(self.store.db, questionnaires.latest_key(self.store.db, asked))
