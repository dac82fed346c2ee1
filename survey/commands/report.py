"""sipas report: the report of a period as Word, PDF, or a workbook."""

from contextlib import closing
from pathlib import Path

import click

from survey import period, report_file, reporting, running
from survey.answered import Sight, part_of
from survey.clock import today
from survey.commands.home import initialised
from survey.commands.options import CALENDAR
from survey.period import Calendar
from survey.report_file import Kind
from survey.store import organisation, units

FILE = click.Path(dir_okay=False, path_type=Path)


def _write_form(context: click.Context, option: click.Parameter, out: Path | None) -> None:
    """An eager option: writes the form and ends, so that nothing else has to be given."""
    del option
    if out is None:
        return
    out.write_bytes(report_file.form())
    click.echo(f"Đã ghi mẫu báo cáo vào {out}. Sửa xong, đặt tên mau-bao-cao.docx trong thư mục dữ liệu.")
    context.exit()


@click.command("report")
@click.option("--period", "label", required=True, help="Kỳ, ví dụ 2026-Q3, 2026H1, 2026M9, 2026.")
@CALENDAR
@click.option("--unit", required=True, help="Mã đơn vị; báo cáo gồm mọi đơn vị bên dưới.")
@click.option(
    "--format",
    "kind",
    type=click.Choice([kind.value for kind in Kind]),
    help="Dạng tệp; không ghi thì theo đuôi của tên tệp, đuôi lạ là docx.",
)
@click.option("--out", type=FILE, required=True, help="Tệp ghi ra.")
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Mẫu Word riêng của cơ quan.",
)
@click.option(
    "--new-template", type=FILE, is_eager=True, expose_value=False, callback=_write_form,
    help="Ghi mẫu Word của phần mềm ra tệp để sửa, rồi thôi.",
)  # fmt: skip
def report_command(
    label: str, calendar: str, unit: str, kind: str | None, out: Path, template: Path | None
) -> None:
    """Lập báo cáo kết quả khảo sát sự hài lòng của một kỳ."""
    chosen = period.parse(label, Calendar(calendar))
    with closing(running.start(initialised())) as live:
        db = live.store.db
        units.get(db, unit)
        below = organisation.roll_up(db, unit, chosen.first, min(chosen.last, today()))
        sight = part_of(Sight(below, chosen), unit, frozenset(units.codes(db)))
        click.echo(f"Đang tính số liệu của {len(sight.units)} đơn vị …", err=True)
        report = reporting.report_of(live, unit, sight)
        chosen_kind = Kind(kind) if kind else _kind_of(out)
        click.echo(f"Đang viết tệp {chosen_kind.value} …", err=True)
        out.write_bytes(report_file.written(report, chosen_kind, live.settings, template))
    state = "bản chính thức" if report.seal else "dự thảo, kỳ chưa chốt"
    click.echo(f"Đã ghi báo cáo {chosen.full_name} ({state}) vào {out}.")


def _kind_of(out: Path) -> Kind:
    return next((kind for kind in Kind if out.suffix.lower() == f".{kind.value}"), Kind.DOCX)
