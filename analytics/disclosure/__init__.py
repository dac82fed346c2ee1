"""What may be shown: floors, suppression, and the proof that nothing hidden can be worked out again."""

from analytics.disclosure.audit import Exposure, audit, ranges
from analytics.disclosure.cells import read_cells
from analytics.disclosure.floors import Floor, Hidden
from analytics.disclosure.merging import merge_small
from analytics.disclosure.plan import ReleasePlan, plan_as_told, release_plan
from analytics.disclosure.programme import Range
from analytics.disclosure.rounding import counts_behind
from analytics.disclosure.suppression import AlreadyToldError
from analytics.disclosure.told import is_told

__all__ = [
    "AlreadyToldError",
    "Exposure",
    "Floor",
    "Hidden",
    "Range",
    "ReleasePlan",
    "audit",
    "counts_behind",
    "is_told",
    "merge_small",
    "plan_as_told",
    "ranges",
    "read_cells",
    "release_plan",
]
