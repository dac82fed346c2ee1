"""Storing an event: judged once more by what stands in the store at that moment."""

from survey.clock import today
from survey.organisation import picture
from survey.organisation.changes import Plan, changes_of
from survey.store import organisation
from survey.store.connection import Store


def record(store: Store, plan: Plan, by: str) -> None:
    """Raises EventRefusedError when somebody else recorded what contradicts it since it was looked at."""
    with store.write() as db:
        changes = changes_of(plan, picture.read(store))
        organisation.record(db, plan.event, changes, today(), by)
