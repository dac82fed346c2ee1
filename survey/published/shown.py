"""What a page shows of a release: one part for each questionnaire, ready to be formatted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from analytics.charts import svg
from analytics.estimate import Estimate
from analytics.review import By, Review, Row
from survey import languages, period, trends
from survey.published import releases, sentences
from survey.published.figures import period_name
from survey.published.releases import Release
from survey.questionnaire import Questionnaire
from survey.running import Running


@dataclass(frozen=True)
class Part:
    """One questionnaire: the figures of everybody released together, and how they moved."""

    form: Questionnaire
    review: Review
    course: Sequence[tuple[str, Estimate | None]]

    @property
    def title(self) -> str:
        return self.form.title.get(languages.current())

    @property
    def foreign(self) -> bool:
        """Whether the questionnaire has no words in the language of the page."""
        return languages.current() not in self.form.title

    @property
    def row(self) -> Row:
        return self.review.overall

    @property
    def interval_picture(self) -> str:
        index = self.row.index
        return svg.interval(index, self.target, sentences.speech()) if index and index.interval else ""

    @property
    def periods(self) -> tuple[Row, ...]:
        return trends.rows_of(list(self.course), self.review.floor)

    @property
    def trend_picture(self) -> str:
        """Drawn when there is more than one period to look at."""
        shown = [estimate for _, estimate in self.course if estimate]
        return svg.trend(self.course, self.target, sentences.speech()) if len(shown) > 1 else ""

    @cached_property
    def factors(self) -> list[tuple[Row, str]]:
        """The factors with a picture each, all on one axis."""
        rows = list(self._named_factors())
        lowest = svg.lowest_of([row.index for row in rows if row.index], self.target)
        said = sentences.speech()
        return [(row, svg.mark(row.index, lowest, self.target, said) if row.index else "") for row in rows]

    def _named_factors(self) -> Iterator[Row]:
        names = {factor.code: factor.name.get(languages.current()) for factor in self.form.factors}
        for row in self.review.by(By.FACTOR):
            yield replace(row, name=names.get(row.key, row.name))

    @property
    def target(self) -> float | None:
        return self.row.target.value if self.row.target else None


def parts(live: Running, release: Release) -> list[Part]:
    """What was answered, the questionnaire of most answers first."""
    found = releases.reviews(live, release)
    return [
        Part(live.questionnaire(key), found[key], _course(live, release, key))
        for key in sorted(found, key=lambda key: -found[key].n)
    ]


def _course(live: Running, release: Release, key: str) -> list[tuple[str, Estimate | None]]:
    names = {one.name: period_name(one) for one in period.run(release.period, trends.TREND_PERIODS)}
    return [(names[name], estimate) for name, estimate in releases.trend(live, release, key)]
