"""The secret on disk. It signs forms and cookies; made once by `init`, read by every process."""

import secrets
from pathlib import Path


def make(path: Path) -> None:
    """Write a new secret that only the owner can read, unless there is one."""
    if path.exists():
        return
    path.touch(mode=0o600)
    path.write_text(secrets.token_hex(32), encoding="ascii")


def read(path: Path) -> list[str]:
    """Secrets from oldest to newest, one a line: the last one signs, all are believed."""
    return path.read_text(encoding="ascii").split()


def rotate(path: Path) -> int:
    """Add a secret that signs from the next start on; the others stay believed. Returns their number."""
    kept = [*read(path), secrets.token_hex(32)]
    partial = path.with_suffix(".new")
    partial.touch(mode=0o600)
    partial.write_text("\n".join(kept) + "\n", encoding="ascii")
    partial.replace(path)
    return len(kept)
