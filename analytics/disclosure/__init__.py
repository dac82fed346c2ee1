"""What may be shown: floors, suppression, and the proof that nothing hidden can be worked out again."""

from analytics.disclosure.audit import Exposure, audit
from analytics.disclosure.floors import Floor, Hidden
from analytics.disclosure.merging import merge_small
from analytics.disclosure.plan import ReleasePlan, release_plan

__all__ = ["Exposure", "Floor", "Hidden", "ReleasePlan", "audit", "merge_small", "release_plan"]
