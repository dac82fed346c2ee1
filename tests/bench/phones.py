"""Phones that send forms as fast as they are answered, or at a given pace, and note how long each waited."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from survey import form_token, keys
from survey.response import QUESTION, TOKEN, shown
from tests.bench.server import HOST
from tests.store import small_office

CONNECTIONS = 32


@dataclass
class Measured:
    """Seconds each request took, and the status lines that were no success."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.waits) / self.seconds

    def quantile(self, share: float) -> float:
        waits = sorted(self.waits)
        return waits[min(int(share * len(waits)), len(waits) - 1)]


def forms(home: Path, number: int) -> list[bytes]:
    """Requests as a phone sends them, each with a token of its own, signed before the clock starts."""
    secrets = keys.read(home / "secret.key")
    questionnaire = small_office.questionnaire()
    point = small_office.POINTS[0]

    def request() -> bytes:
        form = form_token.open_form(point.code, questionnaire.key, False)
        answers = {QUESTION + question.code: "5" for question in shown(questionnaire, form)}
        return post(f"/k/{point.code}", urlencode({TOKEN: form_token.sign(secrets, form)} | answers))

    return [request() for _ in range(number)]


def nothings(like: bytes, number: int) -> list[bytes]:
    """The same bytes to the yardstick."""
    return [post("/", like.partition(b"\r\n\r\n")[2].decode())] * number


def post(path: str, body: str) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def send(port: int, requests: Sequence[bytes], pace: float = 0.0) -> Measured:
    """Send all over 32 connections; `pace` in requests per second, 0 as fast as answered."""
    return asyncio.run(_send(port, requests, pace))


async def _send(port: int, requests: Sequence[bytes], pace: float) -> Measured:
    measured = Measured()
    started = time.perf_counter()
    queue = iter(enumerate(requests))
    await asyncio.gather(*(_phone(port, queue, measured, started, pace) for _ in range(CONNECTIONS)))
    measured.seconds = time.perf_counter() - started
    return measured


async def _phone(
    port: int, queue: Iterator[tuple[int, bytes]], measured: Measured, started: float, pace: float
) -> None:
    reader, writer = await asyncio.open_connection(HOST, port)
    for number, request in queue:
        if pace:
            await asyncio.sleep(max(0.0, started + number / pace - time.perf_counter()))
        sent = time.perf_counter()
        writer.write(request)
        status = await _answer(reader)
        measured.waits.append(time.perf_counter() - sent)
        if not status.startswith((b"HTTP/1.1 200", b"HTTP/1.1 303")):
            measured.failures.append(status.decode().strip())
    writer.close()
    await writer.wait_closed()


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    _, _, length = head.lower().partition(b"content-length: ")
    await reader.readexactly(int(length.split(b"\r\n", 1)[0] or 0) if length else 0)
    return head.split(b"\r\n", 1)[0]
