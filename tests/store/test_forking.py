"""Locks, threads and connections belong to the process that made them, however the next process starts."""

import multiprocessing
import os

import pytest

from survey.store import integrity, responses
from survey.store.connection import Store
from survey.store.responses import Outcome
from survey.store.writer import Writer
from tests.contract import phones
from tests.store import small_office

EACH = 40

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def in_child(writer: Writer) -> int:
    """Submit from a forked process; returns how many forms it could not store."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    failed = EACH
    try:
        outcomes = phones.submit_all(writer, [small_office.response() for _ in range(EACH)])
        failed = EACH - outcomes.count(Outcome.STORED)
        writer.close()
    finally:
        os._exit(failed)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_forked_children_and_their_parent_go_on_storing(store: Store, writer: Writer) -> None:
    # The parent has a writer thread and open connections, as a server that forks its workers late.
    writer.submit(small_office.response())
    assert [in_child(writer) for _ in range(5)] == [0] * 5
    writer.submit(small_office.response())
    assert responses.count(store.db) == 5 * EACH + 2
    assert integrity.faults(store) == []


def test_a_spawned_process_shares_the_lock(store: Store, writer: Writer) -> None:
    writer.submit(small_office.response())
    spawned = multiprocessing.get_context("spawn")
    with store.alone():
        other = spawned.Process(target=phones.send, args=(store.path, ["theirs"]))
        other.start()
        other.join(1.0)
        assert other.is_alive()
    other.join()
    assert responses.get(store.db, "theirs")
