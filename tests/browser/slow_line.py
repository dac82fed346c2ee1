"""A phone line of 400 kbit/s and 400 ms there and back, with TLS at its far end."""

import asyncio
import base64
import hashlib
import ssl
import subprocess
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
ROUND_TRIP = 0.4
BYTES_PER_SECOND = 400_000 / 8


@dataclass(frozen=True)
class Certificate:
    chain: Path
    key: Path
    pin: str


def certificate(folder: Path) -> Certificate:
    """A certificate for this test, as small as those of today, and what makes a browser believe it."""
    chain, key = folder / "chain.pem", folder / "key.pem"
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    made = ["-keyout", str(key), "-out", str(chain), "-days", "2", "-subj", "/CN=localhost"]
    _openssl("req", "-x509", "-nodes", *curve, *made)
    public = _openssl("x509", "-in", str(chain), "-pubkey", "-noout").splitlines()[1:-1]
    digest = hashlib.sha256(base64.b64decode("".join(public))).digest()
    return Certificate(chain, key, base64.b64encode(digest).decode())


def _openssl(*arguments: str) -> str:
    return subprocess.run(["openssl", *arguments], check=True, capture_output=True, text=True).stdout


@contextmanager
def slow_line(server: int, tls: Certificate) -> Iterator[str]:
    """The address of the near end; the far end unpacks TLS and passes on to the server's port."""
    command = [sys.executable, "-m", "tests.browser.slow_line", str(server), str(tls.chain), str(tls.key)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as line:
        assert line.stdout is not None
        yield f"https://{HOST}:{line.stdout.readline().strip()}"
        line.terminate()


async def serve(server: int, context: ssl.SSLContext) -> None:
    async def unpack(reader: StreamReader, writer: StreamWriter) -> None:
        there = await asyncio.open_connection(HOST, server)
        await asyncio.gather(_pass_on(reader, there[1]), _pass_on(there[0], writer))

    far = await asyncio.start_server(unpack, HOST, 0, ssl=context)

    async def carry(reader: StreamReader, writer: StreamWriter) -> None:
        # The handshake of TCP is one round trip, too.
        await asyncio.sleep(ROUND_TRIP)
        there = await asyncio.open_connection(HOST, _port(far))
        await asyncio.gather(_carry(reader, there[1]), _carry(there[0], writer))

    near = await asyncio.start_server(carry, HOST, 0)
    print(_port(near), flush=True)
    await near.serve_forever()


def _port(server: asyncio.Server) -> int:
    port: int = server.sockets[0].getsockname()[1]
    return port


async def _pass_on(reader: StreamReader, writer: StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()


async def _carry(reader: StreamReader, writer: StreamWriter) -> None:
    """Each piece waits until those before it are through, and then half a round trip."""
    loop = asyncio.get_running_loop()
    on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        while True:
            arrives, data = await on_the_way.get()
            await asyncio.sleep(max(0.0, arrives - loop.time()))
            if not data:
                writer.close()
                return
            writer.write(data)

    arriving = asyncio.create_task(deliver())
    free = 0.0
    while True:
        data = await reader.read(1460)
        free = max(free, loop.time()) + len(data) / BYTES_PER_SECOND
        on_the_way.put_nowait((free + ROUND_TRIP / 2, data))
        if not data:
            break
    await arriving


if __name__ == "__main__":
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.minimum_version = ssl.TLSVersion.TLSv1_3
    tls.load_cert_chain(sys.argv[2], sys.argv[3])
    asyncio.run(serve(int(sys.argv[1]), tls))
