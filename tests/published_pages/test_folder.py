"""Files of an export stay in its folder."""

from pathlib import Path

import pytest

from survey.published import folder
from survey.published.folder import OutsideError


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    path = folder.write(tmp_path / "out", "ket-qua/th-đống-đa/index.html", b"x")
    assert path == tmp_path / "out" / "ket-qua" / "th-đống-đa" / "index.html"
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/x", "..", "a/../.."])
def test_a_name_that_leads_out_of_the_folder_writes_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutsideError, match="dẫn ra ngoài thư mục"):
        folder.write(tmp_path / "out", name, b"x")
    assert not (tmp_path / "x").exists()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / "so").symlink_to(elsewhere)
    with pytest.raises(OutsideError):
        folder.write(out, "so/2026Q3/results.csv", b"x")
    assert list(elsewhere.iterdir()) == []
