"""The facts of a communication kit, from what was released of a closed quarter."""

from collections.abc import Mapping

from analytics.kit.facts import Facts
from analytics.review import By, Review
from survey.published import releases
from survey.published.releases import Release
from survey.questionnaire import Respondent
from survey.running import Running
from survey.store import settings, units
from survey.store.errors import NotFound

# Where the public reads the same figures.
PUBLIC_PAGE = "/ket-qua"
ASKED = {
    Respondent.CITIZEN: "người dân",
    Respondent.PARENT: "cha mẹ học sinh",
    Respondent.STUDENT: "học sinh",
}


class NotReleased(NotFound):
    """There is nothing of this unit and period that the public may see; the sentence says why."""


def release_of(live: Running, unit: str, label: str) -> Release:
    """What the public sees of a unit in a closed quarter."""
    for release in releases.of_unit(live, unit):
        if release.period.label == label:
            return release
    raise NotReleased(
        f"Kỳ {label} chưa chốt cho đơn vị mã “{unit}” nên chưa có gì để công bố. Bộ truyền thông chỉ có cho "
        "quý dương lịch đã chốt."
    )


def facts_of(live: Running, release: Release) -> dict[str, Facts]:
    """By questionnaire version, the one with most answers first."""
    reviews = releases.reviews(live, release)
    found = {key: _facts(live, release, key, reviews) for key in reviews}
    return dict(sorted(found.items(), key=lambda one: (-one[1].row.n, one[0])))


def _facts(live: Running, release: Release, key: str, reviews: Mapping[str, Review]) -> Facts:
    db, review = live.store.db, reviews[key]
    return Facts(
        unit=units.get(db, release.unit, release.period.last).name,
        title=review.structure.title,
        asked=ASKED[live.questionnaire(key).respondent],
        period=release.period.name,
        before=release.period.previous().name,
        first=release.period.first,
        last=release.period.last,
        row=review.overall,
        factors=review.by(By.FACTOR),
        topics=[factor.name for factor in review.structure.factors],
        others=len(reviews) - 1,
        address=f"{live.settings.base_url}{PUBLIC_PAGE}/{release.unit}?ky={release.period.label}",
        digest=release.closing.digest,
        synthetic=bool(settings.get(db, settings.SYNTHETIC)),
    )
