"""sipas questionnaire: list, check, publish."""

from pathlib import Path

import click

from survey.clock import today
from survey.commands.files import text_of
from survey.commands.home import opened
from survey.formats import day
from survey.places import folder
from survey.questionnaire import Questionnaire, parse, problems, read
from survey.store import questionnaires


@click.group("questionnaire")
def questionnaire_command() -> None:
    """Phiếu khảo sát: xem, kiểm tra, công bố. Phiếu đã công bố không sửa được; sửa là ra phiên bản mới."""


@questionnaire_command.command("list")
def list_published() -> None:
    """Liệt kê phiếu đã công bố."""
    with opened() as home:
        for key, digest, published_on, answered in questionnaires.every(home.store.db):
            click.echo(f"{key}\tcông bố {day(published_on)}\t{answered} lượt trả lời\tsha256 {digest[:12]}")


@questionnaire_command.command("check")
@click.argument("file_or_code", metavar="[FILE|CODE]", required=False)
@click.option("--all", "everything", is_flag=True, help="Mọi phiếu có sẵn (mặc định).")
def check(file_or_code: str | None, everything: bool) -> None:
    """Kiểm tra tệp phiếu (hoặc phiếu có sẵn theo mã), không thay đổi gì."""
    for path in _files(file_or_code, everything or file_or_code is None):
        questionnaire = read(path)
        for sentence in problems(questionnaire):
            click.echo(f"Lưu ý: {sentence}", err=True)
        click.echo(_summary(questionnaire))


@questionnaire_command.command("publish")
@click.argument("file_or_code", metavar="[FILE|CODE]", required=False)
@click.option("--all", "everything", is_flag=True, help="Mọi phiếu có sẵn.")
def publish(file_or_code: str | None, everything: bool) -> None:
    """Công bố một phiên bản phiếu."""
    bodies = [(path, text_of(path)) for path in _files(file_or_code, everything)]
    with opened() as home, home.store.write() as db:
        for path, body in bodies:
            questionnaire = parse(body, path.name)
            new = questionnaires.publish(db, questionnaire, body, today().isoformat())
            click.echo(f"{'Đã công bố' if new else 'Đã có sẵn, không đổi'}: {_summary(questionnaire)}")


def _files(file_or_code: str | None, everything: bool) -> list[Path]:
    shipped = sorted((folder("data") / "questionnaires").glob("*.toml"))
    if everything == (file_or_code is not None):
        raise click.UsageError("Hãy nêu một tệp, một mã phiếu, hoặc --all.")
    if everything:
        return shipped
    named = [path for path in shipped if path.stem == file_or_code]
    return named or [Path(str(file_or_code))]


def _summary(questionnaire: Questionnaire) -> str:
    official = "nguyên văn phiếu của Bộ" if questionnaire.official else "dự án biên soạn"
    return (
        f"{questionnaire.key}: {len(questionnaire.items)} câu, {len(questionnaire.factors)} nhóm, {official}."
    )
