"""One writer thread per process: takes what is waiting, stores it in one transaction, tells who waited."""

import logging
import queue
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout

from survey.store import submissions
from survey.store.codes import Presented
from survey.store.connection import Store
from survey.store.errors import ResponseRefused, StoreBusy, StoreUnavailable
from survey.store.forking import renew_in_child
from survey.store.responses import Outcome, Response
from survey.store.submissions import Submission

BATCH = 512
WAITING = 4096
PATIENCE_SECONDS = 5.0
QUIET_SECONDS = 1.0
LONGEST_QUIET_SECONDS = 60.0

Job = tuple[Submission, "Future[Outcome]"]

_log = logging.getLogger(__name__)


class Writer:
    """Group commit: one fsync acknowledges every submission that was waiting for it."""

    def __init__(self, store: Store, patience: float = PATIENCE_SECONDS) -> None:
        self._store = store
        self._patience = patience
        self._thread: threading.Thread | None = None
        self._renew()
        renew_in_child(self._renew)

    def submit(self, response: Response, code: Presented | None = None) -> Outcome:
        """Returns only when the response is on disk, or its single-use code was refused.

        Raises StoreUnavailable when it is not, ResponseRefused when it never will be.
        """
        submission = Submission(response, code)
        self._start()
        if self._jobs.qsize() >= WAITING:
            raise StoreBusy("Hệ thống đang bận.")
        future: Future[Outcome] = Future()
        self._jobs.put((submission, future))
        try:
            return future.result(self._patience)
        except FutureTimeout as error:
            # A job that was cancelled before its turn is skipped; one that was already being
            # written may be stored: then the repeat of the same form is thanked, not doubled.
            future.cancel()
            raise StoreBusy("Hệ thống đang bận.") from error

    def close(self) -> None:
        """Store what is waiting, then stop for good."""
        with self._guard:
            self._closed = True
            thread, self._thread = self._thread, None
        if thread:
            self._jobs.put(None)
            thread.join()

    def _renew(self) -> None:
        # Not Queue: a thread that loses its turn while it holds that lock lets all the others wait.
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._thread = None
        self._closed = False
        # How long to wait for a quiet moment; None when there is nothing to settle.
        self._quiet: float | None = None

    def _start(self) -> None:
        # Lazily: a thread started before the server forks would not exist in its workers.
        with self._guard:
            if self._closed:
                raise StoreBusy("Hệ thống đang dừng.")
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="sipas-writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        stopping = False
        while not (stopping and self._jobs.empty()):
            jobs = self._waiting()
            stopping = stopping or None in jobs
            wanted = [job for job in jobs if job and job[1].set_running_or_notify_cancel()]
            if wanted:
                self._quiet = QUIET_SECONDS
                self._store_batch(wanted)
        self._settle()

    def _waiting(self) -> list[Job | None]:
        """What is in the queue, at least one; the wait for it is used to settle."""
        jobs: list[Job | None] = []
        while not jobs:
            try:
                jobs.append(self._jobs.get(timeout=self._quiet))
            except queue.Empty:
                self._settle()
        while len(jobs) < BATCH and not self._jobs.empty():
            jobs.append(self._jobs.get())
        return jobs

    def _settle(self) -> None:
        # In a quiet moment the order of arrival is removed from the disk.
        if self._quiet is None:
            return
        try:
            settled = self._store.settle()
        except StoreUnavailable as error:
            _log.warning("the write-ahead file could not be emptied: %s", error)
            settled = False
        # A reader that never ends, as a replication has, must not make this a busy loop.
        self._quiet = None if settled else min(self._quiet * 2, LONGEST_QUIET_SECONDS)

    def _store_batch(self, jobs: list[Job]) -> None:
        try:
            with self._store.write() as db:
                outcomes = submissions.add_many(db, [submission for submission, _ in jobs])
        except StoreUnavailable as error:
            _log.error("%d submissions were not stored: %s", len(jobs), error)
            for _, future in jobs:
                future.set_exception(StoreUnavailable(str(error)))
        except Exception as error:
            # Whatever one row brought, the thread lives on and the neighbours are stored.
            self._one_by_one(jobs, error)
        else:
            for (_, future), outcome in zip(jobs, outcomes, strict=True):
                future.set_result(outcome)

    def _one_by_one(self, jobs: list[Job], error: Exception) -> None:
        if len(jobs) > 1:
            for job in jobs:
                self._store_batch([job])
            return
        refused = ResponseRefused(f"Phiếu không hợp lệ: {error}")
        refused.__cause__ = error
        jobs[0][1].set_exception(refused)
