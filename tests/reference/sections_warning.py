"""The section on weekly control."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from analytics.control import control
from analytics.cusum import cusum
from tests.reference.pack_reader import Pack

FEWEST = 10


def spc(pack: Pack) -> dict[str, Any]:
    weeks = _weeks(pack)
    baseline = int((weeks["quarter"] == pack.quarters[0]).sum())
    made = control(weeks["x"], weeks["n"], baseline)
    score = cusum(weeks["x"], weeks["n"], 1.0 - made.centre)
    table = weeks.assign(
        p=made.share,
        lcl=made.lower,
        ucl=made.upper,
        laney_lcl=made.laney_lower,
        laney_ucl=made.laney_upper,
        z=made.z,
        cusum=score.score,
    )
    return {
        "center": made.centre,
        "sigma_z": made.sigma_z,
        "baseline_quarter": pack.quarters[0],
        "cusum_p0": score.expected,
        "cusum_p1": score.shifted,
        "weeks": table.to_dict("records"),
    }


def _weeks(pack: Pack) -> pd.DataFrame:
    about = pack.answers.about
    monday = pd.to_datetime(about["submitted_at"]).dt.to_period("W-SUN").dt.start_time
    table = pd.DataFrame(
        {
            "quarter": about["period"],
            "week": monday.dt.strftime("%Y-%m-%d"),
            "x": pack.composites["overall_binary"],
        }
    )
    counted = table.groupby(["quarter", "week"])["x"].agg(n="size", x="sum").reset_index()
    counted["x"] = counted["x"].astype(int)
    return counted[counted["n"] >= FEWEST].sort_values("week").reset_index(drop=True)


SECTIONS: dict[str, Callable[[Pack], object]] = {"spc": spc}
