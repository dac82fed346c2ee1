"""sipas serve: granian in the foreground; its workers end with it."""

import errno
import multiprocessing
import os
import signal
import socket
import threading
import time

import click
from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from survey.app import create_app
from survey.commands.home import initialised
from survey.settings import PREFIX, Settings

BLOCKING_THREADS = 32
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - recognised here, never the default

HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ lắng nghe.")
PORT = click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng.")


@click.command("serve")
@HOST
@PORT
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Số tiến trình phục vụ."
)
def serve_command(host: str, port: int, workers: int) -> None:
    """Phục vụ phiếu khảo sát, trang công bố và trang của cơ quan."""
    settings = initialised()
    check_free(host, port)
    address = public_address(settings, host, port)
    click.echo(f"Đang phục vụ tại {address} (dừng: Ctrl+C).")
    run(host, port, workers)


def check_free(host: str, port: int) -> None:
    """Refuse an address that cannot be listened on; granian would share a taken port without a word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "một chương trình khác đang dùng; hãy chọn --port khác" if taken else error.strerror
        raise click.ClickException(f"Không lắng nghe được ở {host}, cổng {port}: {why}.") from error


def public_address(settings: Settings, host: str, port: int) -> str:
    """The address people type; made from host and port unless a setting says otherwise."""
    if "base_url" in settings.model_fields_set:
        return settings.base_url
    name = "127.0.0.1" if host in EVERYWHERE else host
    address = f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
    # Workers read their settings from the environment.
    os.environ[f"{PREFIX}BASE_URL"] = address
    return address


def run(host: str, port: int, workers: int) -> None:
    """Serve until a signal comes, then end the workers and return."""
    Server(
        f"{__name__}:{worker_app.__name__}",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
        workers_kill_timeout=10,
    ).serve()


def worker_app() -> Flask:
    """What a worker serves, until the process that started it is gone."""
    threading.Thread(target=_end_with_server, daemon=True).start()
    return create_app()


def _end_with_server() -> None:
    # A killed server cannot tell its workers; without this they would hold the port for ever. Its number
    # from `multiprocessing`, not from the first look: it may be gone before this thread starts.
    server = multiprocessing.parent_process()
    while server and os.getppid() == server.pid:
        time.sleep(1)
    # Again and again: a worker that is still starting has the handler of the server, which does nothing here.
    while True:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)
