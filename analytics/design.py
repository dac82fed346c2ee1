"""Survey designs as small values, and the table that chooses one from what the campaign was."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

Columns = tuple[str, ...]


class Weighting(Enum):
    """What one questionnaire stands for.

    N people, n questionnaires, M units in the frame, m units that answered; h a level, i a unit.
    """

    EQUAL = "1"
    TOTAL = "N/n"
    LEVEL = "N_h/n_h"
    CLUSTER = "(M_h/m_h)(N_i/n_i)"
    UNIT = "N_i/n_i"


class Correction(Enum):
    """Finite population correction."""

    NONE = "none"
    FIRST_STAGE = "first stage"
    TWO_STAGE = "first and second stage"


class Calibration(Enum):
    """What the weights are fitted to afterwards."""

    NONE = "none"
    POSTSTRATIFIED = "cells"
    RAKED = "margins"


@dataclass(frozen=True)
class Design:
    """How the respondents came about, as far as the variance must know.

    strata       columns of `about` that form the strata; none means one stratum
    psu          column of the first-stage units inside a stratum; None means the respondents themselves
    calibrated_to  columns of the cells or margins, for a calibrated design
    sentence     what is printed with every result
    """

    name: str
    weighting: Weighting
    sentence: str
    strata: Columns = ()
    psu: str | None = None
    correction: Correction = Correction.NONE
    calibration: Calibration = Calibration.NONE
    calibrated_to: Columns = ()


SRS = Design(
    "srs",
    Weighting.EQUAL,
    "Sai số tính như mẫu ngẫu nhiên đơn giản: mỗi phiếu là một quan sát độc lập.",
)
SRS_FPC = Design(
    "srs_fpc",
    Weighting.TOTAL,
    "Sai số tính như mẫu ngẫu nhiên đơn giản, có hiệu chỉnh vì tổng thể hữu hạn.",
    correction=Correction.FIRST_STAGE,
)
STRAT_LEVEL = Design(
    "strat_level",
    Weighting.LEVEL,
    "Sai số tính theo mẫu phân tầng theo cấp học, có hiệu chỉnh vì tổng thể hữu hạn.",
    strata=("level",),
    correction=Correction.FIRST_STAGE,
)
CLUSTER = Design(
    "cluster",
    Weighting.CLUSTER,
    "Mỗi đơn vị là một cụm: sai số gồm cả khác biệt giữa các đơn vị. Kết quả nói về các đơn vị đã trả lời.",
    strata=("level",),
    psu="unit",
)
CLUSTER_FPC = Design(
    "cluster_fpc",
    Weighting.CLUSTER,
    "Chỉ hiệu chỉnh ở bậc chọn đơn vị, bỏ qua bậc chọn người: sai số quá nhỏ, chỉ để đối chiếu.",
    strata=("level",),
    psu="unit",
    correction=Correction.FIRST_STAGE,
)
TWOSTAGE_FPC = Design(
    "twostage_fpc",
    Weighting.CLUSTER,
    "Mẫu hai bậc: chọn đơn vị rồi chọn người, có hiệu chỉnh vì tổng thể hữu hạn ở cả hai bậc.",
    strata=("level",),
    psu="unit",
    correction=Correction.TWO_STAGE,
)
SCHOOL_STRATA = Design(
    "school_strata",
    Weighting.UNIT,
    "Mọi đơn vị đều tham gia, mỗi đơn vị là một tầng: kết quả nói về đúng những người của kỳ này"
    " (có hiệu chỉnh vì tổng thể hữu hạn).",
    strata=("unit",),
    correction=Correction.FIRST_STAGE,
)
UNIT_STRATA = Design(
    "unit_strata",
    Weighting.UNIT,
    "Tính như mọi đơn vị đều tham gia, mỗi đơn vị là một tầng: sai số không gồm khác biệt giữa các đơn vị.",
    strata=("unit",),
)
CLASS_CLUSTER = Design(
    "class_cluster",
    Weighting.UNIT,
    "Mọi đơn vị đều tham gia, mỗi lớp là một cụm trong đơn vị: sai số gồm cả khác biệt giữa các lớp.",
    strata=("unit",),
    psu="class",
)
CLASSES_OF_ONE_UNIT = Design(
    "classes_of_one_unit",
    Weighting.EQUAL,
    "Mỗi lớp là một cụm: sai số gồm cả khác biệt giữa các lớp.",
    psu="class",
)
COUNTER_DAYS = Design(
    "counter_days",
    Weighting.EQUAL,
    "Mỗi ngày tiếp nhận là một cụm trong từng thủ tục và tháng: người đến cùng ngày gặp cùng cán bộ.",
    strata=("procedure", "month"),
    psu="day",
)
POSTSTRAT = Design(
    "poststrat",
    Weighting.CLUSTER,
    "Trọng số được chỉnh theo số học sinh từng cấp học và giới tính (hậu phân tầng).",
    strata=("level",),
    psu="unit",
    calibration=Calibration.POSTSTRATIFIED,
    calibrated_to=("level", "gender"),
)
RAKE = Design(
    "rake",
    Weighting.CLUSTER,
    "Trọng số được chỉnh khớp đồng thời số học sinh theo cấp học và theo giới tính.",
    strata=("level",),
    psu="unit",
    calibration=Calibration.RAKED,
    calibrated_to=("level", "gender"),
)

DESIGNS = {
    design.name: design
    for design in (
        SRS,
        SRS_FPC,
        STRAT_LEVEL,
        CLUSTER,
        CLUSTER_FPC,
        TWOSTAGE_FPC,
        SCHOOL_STRATA,
        CLASS_CLUSTER,
        POSTSTRAT,
        RAKE,
        UNIT_STRATA,
        CLASSES_OF_ONE_UNIT,
        COUNTER_DAYS,
    )
}


class Participation(Enum):
    """Which units took part, and why these."""

    EVERY_UNIT = "every unit of the level takes part"
    SAMPLED_UNITS = "units were sampled"
    SELF_SELECTED = "units took part by themselves, under 90 % of enrolment"
    COUNTER = "one-stop counter, continuously"
    ONE_UNIT = "one unit"


COVERED = 0.9


def participation_of(
    answered: Collection[str], asked: Collection[str], people: Mapping[str, int]
) -> Participation:
    """Tell whether the units that answered stand for all that were asked, or only for themselves.

    `asked` are the units where the questionnaire lay open, `people` how many could have answered in each.
    They count by people where these are known of every one, else unit by unit. EVERY_UNIT from 90 % on, and
    where nothing is known of who was asked.

    Source: decision of this project; 90 % of enrolment is the usual bound below which units that answered by
    themselves are taken as a sample of clusters.
    """
    known = all(unit in people for unit in asked)
    size = {unit: people[unit] if known else 1 for unit in asked}
    reached = sum(n for unit, n in size.items() if unit in answered)
    whole = reached >= COVERED * sum(size.values())
    return Participation.EVERY_UNIT if whole else Participation.SELF_SELECTED


class Reach(Enum):
    """What was reached inside a unit: people one by one, or whole classes of which some are missing."""

    PEOPLE = "people"
    CLASSES = "classes"


class Aim(Enum):
    """Whom the result is about: how the unit performs, or exactly these people of this period."""

    PERFORMANCE = "performance"
    THESE_PEOPLE = "these people"


def choose_design(
    participation: Participation, reach: Reach = Reach.PEOPLE, aim: Aim = Aim.PERFORMANCE
) -> Design:
    """Choose the design from what the campaign was.

    ================  =======  ==============  ===================  ===========================
    Participation     Reach    Aim             Design               Strata, PSU, correction
    ================  =======  ==============  ===================  ===========================
    EVERY_UNIT        PEOPLE   PERFORMANCE     UNIT_STRATA          unit, respondent, none
    EVERY_UNIT        PEOPLE   THESE_PEOPLE    SCHOOL_STRATA        unit, respondent, n_i/N_i
    EVERY_UNIT        CLASSES  any             CLASS_CLUSTER        unit, class, none
    SAMPLED_UNITS     any      any             TWOSTAGE_FPC         level, unit, both stages
    SELF_SELECTED     any      any             CLUSTER              level, unit, none
    COUNTER           any      any             COUNTER_DAYS         procedure × month, day, none
    ONE_UNIT          PEOPLE   PERFORMANCE     SRS                  none, respondent, none
    ONE_UNIT          PEOPLE   THESE_PEOPLE    SRS_FPC              none, respondent, n/N
    ONE_UNIT          CLASSES  any             CLASSES_OF_ONE_UNIT  none, class, none
    ================  =======  ==============  ===================  ===========================

    The default aim is the wider one: a unit's respondents are a sample of how it performs, so the finite
    population correction is left out. With THESE_PEOPLE it belongs to a real random draw or a response of
    at least 80 %. When every unit takes part nothing was sampled between units, so their differences are
    no error.

    Source: decision of this project after Särndal, Swensson, Wretman 1992 and Lohr 2022.
    """
    if participation is Participation.EVERY_UNIT and reach is Reach.CLASSES:
        return CLASS_CLUSTER
    if participation is Participation.EVERY_UNIT:
        return SCHOOL_STRATA if aim is Aim.THESE_PEOPLE else UNIT_STRATA
    if participation is Participation.ONE_UNIT and reach is Reach.CLASSES:
        return CLASSES_OF_ONE_UNIT
    if participation is Participation.ONE_UNIT:
        return SRS_FPC if aim is Aim.THESE_PEOPLE else SRS
    return _OF_UNITS[participation]


_OF_UNITS = {
    Participation.SAMPLED_UNITS: TWOSTAGE_FPC,
    Participation.SELF_SELECTED: CLUSTER,
    Participation.COUNTER: COUNTER_DAYS,
}
