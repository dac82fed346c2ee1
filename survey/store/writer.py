"""One writer thread per process: takes what is waiting, stores it in one transaction, then tells who waited."""

import queue
import sqlite3
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout

from survey.store import responses
from survey.store.connection import Store
from survey.store.errors import StoreBusy, StoreUnavailable
from survey.store.responses import Outcome, Response

BATCH = 512
WAITING = 4096
PATIENCE_SECONDS = 5.0

Job = tuple[Response, "Future[Outcome]"]


class Writer:
    """Group commit: one fsync acknowledges every submission that was waiting for it."""

    def __init__(self, store: Store, patience: float = PATIENCE_SECONDS) -> None:
        self._store = store
        self._patience = patience
        self._jobs: queue.Queue[Job | None] = queue.Queue(WAITING)
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None

    def submit(self, response: Response) -> Outcome:
        """Returns only when the response is on disk; raises StoreUnavailable when it is not."""
        self._start()
        future: Future[Outcome] = Future()
        try:
            self._jobs.put_nowait((response, future))
            return future.result(self._patience)
        except (queue.Full, FutureTimeout) as error:
            # A job that was cancelled before its turn is skipped; one that was already being
            # written may be stored: then the repeat of the same form is thanked, not doubled.
            future.cancel()
            raise StoreBusy("Hệ thống đang bận.") from error

    def close(self) -> None:
        """Store what is waiting, then stop."""
        with self._guard:
            thread, self._thread = self._thread, None
        if thread:
            self._jobs.put(None)
            thread.join()

    def _start(self) -> None:
        # Lazily: a thread started before the server forks would not exist in its workers.
        with self._guard:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="sipas-writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        stopping = False
        while not stopping:
            jobs = [self._jobs.get()]
            while len(jobs) < BATCH and not self._jobs.empty():
                jobs.append(self._jobs.get())
            stopping = None in jobs
            wanted = [job for job in jobs if job and job[1].set_running_or_notify_cancel()]
            if wanted:
                self._store_batch(wanted)

    def _store_batch(self, jobs: list[Job]) -> None:
        try:
            with self._store.write() as db:
                outcomes = [responses.add(db, response) for response, _ in jobs]
        except sqlite3.IntegrityError as error:
            self._one_by_one(jobs, error)
        except (sqlite3.Error, StoreUnavailable, OSError) as error:
            self._store.reset()
            _fail(jobs, error)
        else:
            for (_, future), outcome in zip(jobs, outcomes, strict=True):
                future.set_result(outcome)

    def _one_by_one(self, jobs: list[Job], error: sqlite3.IntegrityError) -> None:
        # One bad row must not refuse its neighbours.
        if len(jobs) == 1:
            _fail(jobs, error)
            return
        for job in jobs:
            self._store_batch([job])


def _fail(jobs: list[Job], error: Exception) -> None:
    for _, future in jobs:
        unavailable = StoreUnavailable("Phiếu chưa được ghi nhận.")
        unavailable.__cause__ = error
        future.set_exception(unavailable)
