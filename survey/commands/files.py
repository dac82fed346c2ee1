"""Files that a person names: their text, and why one cannot be read or written."""

import errno
from pathlib import Path

import click

_WHY = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EISDIR: "đây là một thư mục",
    errno.ENOTDIR: "trên đường dẫn có một tệp không phải thư mục",
    errno.ENOSPC: "đĩa đầy",
    errno.EROFS: "đĩa chỉ cho đọc",
    errno.ENAMETOOLONG: "tên dài quá",
}


def text_of(path: Path) -> str:
    """Raises a sentence where the file is a workbook, or has another encoding."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"Tệp {path} không phải văn bản UTF-8; hãy lưu lại kiểu UTF-8.") from error


def why(error: OSError) -> str:
    """Half a sentence; what is seldom, in the words of the system."""
    return _WHY.get(error.errno or 0, str(error.strerror))
