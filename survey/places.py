"""Where `data` and `templates` are: beside this package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    beside = _PACKAGE.parent / name
    if (_PACKAGE.parent / "setup.cfg").exists() and beside.is_dir():
        return beside
    return _PACKAGE / name
