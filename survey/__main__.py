"""The command line: `sipas`, or `python -m survey`."""

import gettext
import os

import click

from survey.commands.entry import Entry
from survey.places import folder
from survey.version import VERSION


@click.group(cls=Entry)
@click.version_option(VERSION, message="sipas %(version)s", help="Hiện phiên bản rồi thoát.")
def cli() -> None:
    """Khảo sát hài lòng ngắn bằng mã QR cho ngành giáo dục, và chỉ số để cơ quan ký tên.

    Dữ liệu nằm trong thư mục SIPAS_HOME. Lần đầu: “sipas init”; xem thử: “sipas demo”.
    """


def main() -> None:
    # click speaks through gettext; its own sentences are translated in data/locale/vi/…/click.po.
    os.environ["LANGUAGE"] = "vi"
    gettext.bindtextdomain("click", folder("data") / "locale")
    gettext.textdomain("click")
    cli(prog_name="sipas")


if __name__ == "__main__":
    main()
