"""Acknowledged means stored, once, whoever else is writing and whatever happens next."""

import multiprocessing
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from itertools import chain, islice

import pytest

from survey.store import responses
from survey.store.connection import Store, open_store
from survey.store.errors import ResponseRefused, StoreBusy
from survey.store.responses import Outcome
from survey.store.writer import Writer
from tests.contract import phones
from tests.store import small_office

EACH = 150


def test_eight_writers_at_once_store_everything_exactly_once(store: Store, writer: Writer) -> None:
    sent = [small_office.response() for _ in range(8 * EACH)]
    assert phones.submit_all(writer, sent) == [Outcome.STORED] * len(sent)
    assert sorted(responses.every(store.db), key=lambda r: r.token) == sorted(sent, key=lambda r: r.token)


def test_four_processes_at_once_store_everything_exactly_once(store: Store) -> None:
    tokens = [[f"{process}-{number:04}" for number in range(EACH)] for process in range(4)]
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as offices:
        outcomes = list(offices.map(phones.send, [store.path] * 4, tokens))
    assert outcomes == [["stored"] * EACH] * 4
    assert [r.token for r in responses.every(store.db)] == sorted(chain(*tokens))


def test_the_same_form_from_four_processes_is_stored_by_one(store: Store) -> None:
    tokens = [f"same-{number:04}" for number in range(EACH)]
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as offices:
        outcomes = list(offices.map(phones.send, [store.path] * 4, [tokens] * 4))
    for of_one_form in zip(*outcomes, strict=True):
        assert sorted(of_one_form) == ["repeated", "repeated", "repeated", "stored"]
    assert responses.count(store.db) == EACH


def test_a_second_tap_stores_nothing_new(store: Store, writer: Writer) -> None:
    first = small_office.response()
    assert writer.submit(first) is Outcome.STORED
    assert writer.submit(first) is Outcome.REPEATED
    assert writer.submit(replace(first, day="2026-01-15", half="pm")) is Outcome.REPEATED
    assert list(responses.every(store.db)) == [first]


def test_the_same_token_with_other_answers_keeps_the_first(store: Store, writer: Writer) -> None:
    first = small_office.response()
    writer.submit(first)
    assert writer.submit(replace(first, answers="1" * small_office.QUESTIONS)) is Outcome.DIFFERENT
    assert list(responses.every(store.db)) == [first]


@pytest.mark.parametrize(
    "wrong",
    [
        {"point": "NOWHERE1"},
        {"answers": "5"},
        {"answers": "?" * small_office.QUESTIONS},
        {"day": "14/01/2026"},
        {"comment": "\ud800"},
    ],
    ids=["unknown point", "short string", "unknown code", "day", "half a character"],
)
def test_a_bad_row_does_not_refuse_its_neighbours(
    store: Store, writer: Writer, wrong: dict[str, str]
) -> None:
    good = [small_office.response() for _ in range(20)]
    # While the store is held, all of them gather in one batch.
    with ThreadPoolExecutor(21) as people, store.alone():
        neighbours = [people.submit(writer.submit, response) for response in good[:10]]
        bad = people.submit(writer.submit, small_office.response(**wrong))
        neighbours += [people.submit(writer.submit, response) for response in good[10:]]
        time.sleep(0.1)
    assert [neighbour.result() for neighbour in neighbours] == [Outcome.STORED] * 20
    with pytest.raises(ResponseRefused):
        bad.result()
    assert {r.token for r in responses.every(store.db)} == {r.token for r in good}


def test_what_was_acknowledged_survives_kill_9(store: Store) -> None:
    sender = subprocess.Popen(
        [sys.executable, "-m", "tests.contract.phones", str(store.path)], stdout=subprocess.PIPE, text=True
    )
    with sender:
        assert sender.stdout
        acknowledged = list(islice(sender.stdout, 300))
        sender.kill()
        acknowledged += sender.stdout.readlines()
    restarted = open_store(store.path)
    kept = {r.token for r in responses.every(restarted.db)}
    # A line cut short by the kill is no acknowledgement.
    assert {line.strip() for line in acknowledged if line.endswith("\n")} <= kept
    assert len(acknowledged) >= 300
    restarted.close()


def test_a_store_left_by_kill_9_takes_the_next_form_at_once(store: Store, writer: Writer) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.contract.phones", str(store.path)], stdout=subprocess.PIPE, text=True
    ) as sender:
        assert sender.stdout
        sender.stdout.readline()
        sender.kill()
    # The lock file it left behind locks nobody out.
    assert store.path.with_suffix(".lock").exists()
    assert writer.submit(small_office.response()) is Outcome.STORED


def test_a_graceful_stop_stores_what_is_waiting(store: Store, writer: Writer) -> None:
    sent = [small_office.response() for _ in range(64)]
    with ThreadPoolExecutor(64) as people:
        outcomes = [people.submit(writer.submit, response) for response in sent]
        writer.close()
    stored = {r.token for r in responses.every(store.db)}
    for response, outcome in zip(sent, outcomes, strict=True):
        if outcome.exception() is None:
            assert outcome.result() is Outcome.STORED
            assert response.token in stored
        else:
            assert isinstance(outcome.exception(), StoreBusy)
            assert response.token not in stored


def test_nothing_is_accepted_after_the_stop(writer: Writer) -> None:
    writer.submit(small_office.response())
    writer.close()
    with pytest.raises(StoreBusy):
        writer.submit(small_office.response())
