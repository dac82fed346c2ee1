"""How many statements the store is asked while a page is made."""

from survey.store.connection import Store
from tests.office.person import Person


def queries(store: Store, person: Person, path: str) -> int:
    """Statements of this thread, which is the one that serves the test client."""
    said: list[str] = []
    connection = store.db.conn
    connection.set_trace_callback(said.append)
    try:
        person.read(path)
    finally:
        connection.set_trace_callback(None)
    asked = [statement for statement in said if statement.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert asked, "the callback hears the page"
    return len(asked)
