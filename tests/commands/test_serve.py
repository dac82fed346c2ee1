"""The server in the foreground: it answers, and its workers end with it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from survey.commands.serve import public_address
from survey.settings import Settings
from tests.commands.conftest import Sipas

PATIENCE = 30.0


@pytest.fixture
def port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def serving(ready: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "survey", "serve", "--port", str(port), "--workers", "2"]
    environment = {**os.environ, "SIPAS_HOME": str(ready)}
    with (ready / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, env=environment, stdout=said)
    try:
        wait(lambda: answers(port))
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.1)


def answers(port: int, path: str = "/healthz") -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in found.read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_workers_end_with_the_server(
    serving: subprocess.Popen[bytes], ready: Path, port: int, sent: signal.Signals
) -> None:
    workers = children(serving.pid)
    assert len(workers) >= 2
    assert answers(port, "/k/7KQD3M2P")
    serving.send_signal(sent)
    code = serving.wait(PATIENCE)
    assert code == (-signal.SIGKILL if sent is signal.SIGKILL else 0)
    assert f"http://127.0.0.1:{port}" in (ready / "said.txt").read_text(encoding="utf-8")
    wait(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))


@pytest.mark.parametrize("command", ["serve", "demo"])
@pytest.mark.usefixtures("demo_home")
def test_a_port_that_is_taken_is_refused_with_a_sentence(sipas: Sipas, port: int, command: str) -> None:
    with socket.create_server(("127.0.0.1", port)):
        said = sipas(command, "--port", str(port), code=1).output
    assert f"cổng {port}: một chương trình khác đang dùng" in said
    assert "mật khẩu" not in said


@pytest.mark.usefixtures("ready")
def test_an_address_that_is_not_ours_is_refused(sipas: Sipas) -> None:
    assert "Không lắng nghe được ở 203.0.113.7" in sipas("serve", "--host", "203.0.113.7", code=1).output


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8080"),
        ("0.0.0.0", "http://127.0.0.1:8080"),  # noqa: S104
        ("192.168.1.9", "http://192.168.1.9:8080"),
        ("::1", "http://[::1]:8080"),
    ],
)
def test_without_a_setting_the_address_is_where_it_listens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, address: str
) -> None:
    monkeypatch.setenv("SIPAS_BASE_URL", "")
    monkeypatch.delenv("SIPAS_BASE_URL")
    assert public_address(Settings(home=tmp_path), host, 8080) == address
    assert os.environ["SIPAS_BASE_URL"] == address


def test_the_public_address_of_the_settings_wins(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, base_url="https://khaosat.vn")
    assert public_address(settings, "0.0.0.0", 80) == "https://khaosat.vn"  # noqa: S104
