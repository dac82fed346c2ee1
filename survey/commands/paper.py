"""sipas paper: batches of paper forms, printed, listed, finished."""

from pathlib import Path

import click

from survey import keys
from survey import paper as batches
from survey.clock import today
from survey.commands.home import Home, opened
from survey.formats import day, number, percent
from survey.paper import FinishedError
from survey.printing import paper_form
from survey.store import paper, points, questionnaires, units
from survey.store.audit import COMMAND_LINE
from survey.store.paper import Batch


@click.group("paper")
def paper_command() -> None:
    """Phiếu giấy: in mẫu A4 theo lô, nhập trên trang “Phiếu giấy”, kết thúc lô."""


@paper_command.command("print")
@click.option("--point", required=True, help="Mã điểm khảo sát mà các phiếu này thuộc về.")
@click.option(
    "--form",
    type=click.Choice(["short", "full"]),
    default="full",
    show_default=True,
    help="Phiếu đủ câu, hay bộ câu rút gọn.",
)
@click.option("--label", required=True, help="Tên lô để nhận ra chồng phiếu, ví dụ “Họp phụ huynh 15/11”.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp .pdf ghi ra."
)
def print_form(point: str, form: str, label: str, out: Path) -> None:
    """Tạo một lô và in mẫu phiếu của lô; sao đủ số tờ cần phát."""
    if out.exists():
        raise click.ClickException(f"Tệp {out} đã có; hãy chọn tên khác.")
    with opened() as home:
        here = points.get(home.store.db, points.as_printed(point))
        key = questionnaires.latest_key(home.store.db, here.questionnaire)
        percent_again = home.settings.second_entry_percent
        batch = batches.new_batch(here, key, form, label, percent_again, today())
        asked = questionnaires.get(home.store.db, key)
        questions = batches.questions_of(batch, asked)
        unit = units.get(home.store.db, here.unit).name
        out.write_bytes(paper_form.pdf(paper_form.Form(unit, here.name, batch.halves, asked, questions)))
        batches.add(home.store, batch, COMMAND_LINE)
    click.echo(f"Lô {batch.halves}: {label}, ghi vào {out}.")


@paper_command.command("list")
def list_batches() -> None:
    """Từng lô: số phiếu đã nhập, tỷ lệ câu khác nhau giữa hai lần nhập."""
    with opened() as home:
        everybody = [unit.code for unit in units.every(home.store.db)]
        for batch, forms in paper.of_units(home.store.db, everybody):
            state = f"xong {day(batch.finished_on)}" if batch.finished_on else "đang nhập"
            click.echo(f"{batch.code}\t{batch.label}\t{number(forms)} phiếu\t{state}\t{_agreed(home, batch)}")


@paper_command.command("finish")
@click.argument("batch")
def finish(batch: str) -> None:
    """Kết thúc một lô: xóa số thứ tự và người nhập của từng phiếu, giữ tỷ lệ khác nhau."""
    code = points.as_printed(batch)
    with opened() as home:
        try:
            batches.finish(home.store, _key(home), code, (COMMAND_LINE, today()))
        except FinishedError as error:
            raise click.ClickException(str(error)) from error
        told = _agreed(home, paper.get(home.store.db, code))
    click.echo(f"Đã kết thúc lô {code}: {told}.")


def _standing(home: Home, batch: Batch) -> batches.Standing:
    return batches.standing(home.store, _key(home), batch)


def _key(home: Home) -> str:
    return keys.read(home.settings.secret_file)[0]


def _agreed(home: Home, batch: Batch) -> str:
    found = batches.agreement_of(batch) if batch.finished_on else _standing(home, batch).agreement
    if found.rate is None:
        return "chưa có phiếu nhập hai lần"
    return f"nhập hai lần {found.forms} phiếu, khác {percent(found.rate.value)} số câu"
