"""Sections on who answered, and on paper against online."""

from collections.abc import Callable
from typing import Any

import numpy as np

from analytics.design import CLUSTER
from analytics.mode_effect import paper_minus_online
from analytics.nonresponse import mix, response
from analytics.rollup import Method
from analytics.variance import degrees_of_freedom
from tests.reference.pack_reader import ALL, Pack, Quarter

Record = dict[str, Any]


def nonresponse(pack: Pack) -> list[Record]:
    return [
        _nonresponse(pack, quarter, domain) for quarter in pack.by_quarter.values() for domain in pack.domains
    ]


def _nonresponse(pack: Pack, quarter: Quarter, domain: str) -> Record:
    frame = pack.units[(domain == ALL) | (pack.units["level"] == domain)].set_index("school_id")
    about = quarter.answers.about[quarter.rows_of(domain)]
    counts = about["unit"].value_counts().reindex(frame.index).dropna()
    taking_part = frame.loc[counts.index]
    found = response(counts, taking_part["enrolment"])
    girls = mix(
        int((about["gender"] == "F").sum()), len(about), taking_part["enrol_f"].sum() / found.population
    )
    return {
        "quarter": quarter.name,
        "domain": domain,
        "schools_taking_part": len(taking_part),
        "schools_in_frame": len(frame),
        "respondents": found.respondents,
        "enrolment_of_taking_part": found.population,
        "response_rate": found.rate,
        "r_indicator_school": found.r_indicator,
        "female_share": girls.share,
        "female_population": girls.known,
        "chisq_gender": girls.statistic,
    }


def mode_effects(pack: Pack) -> list[Record]:
    return [_mode(pack, quarter) for quarter in pack.by_quarter.values()]


def _mode(pack: Pack, quarter: Quarter) -> Record:
    found = paper_minus_online(quarter.answers, CLUSTER, pack.population, Method.RESPONDENT_SHARE)
    sample = quarter.samples["cluster"]
    everybody = np.ones(len(quarter.answers), bool)
    return {
        "quarter": quarter.name,
        "diff_paper_minus_online": found.value if found else None,
        "se": found.se if found else None,
        "df": degrees_of_freedom(sample, everybody),
    }


SECTIONS: dict[str, Callable[[Pack], object]] = {"nonresponse": nonresponse, "mode_effect": mode_effects}
