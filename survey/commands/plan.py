"""sipas plan: how many answers a campaign needs, by what plans quote and by what a verdict needs."""

import click

from analytics.numbers import short_percent, whole
from analytics.planner import answers_to_confirm, cochran, slovin

SLOVIN = "công thức các kế hoạch hay dẫn; không nói gì về từng trường hay về việc chứng tỏ mục tiêu"
PERCENT = click.FloatRange(0, 100, min_open=True, max_open=True)


@click.command("plan")
@click.option("--population", type=click.IntRange(1), required=True, help="Số người có thể trả lời.")
@click.option("--target", type=PERCENT, default=95.0, show_default=True, help="Mục tiêu, phần trăm.")
@click.option("--truth", type=PERCENT, default=98.0, show_default=True, help="Mức thật dự kiến, phần trăm.")
@click.option("--margin", type=PERCENT, default=5.0, show_default=True, help="Sai số, điểm phần trăm.")
@click.option(
    "--design-effect", type=click.FloatRange(0.1), default=1.0, show_default=True, help="Hệ số thiết kế."
)
@click.option(
    "--response", type=click.FloatRange(1, 100), default=100.0, show_default=True, help="Tỷ lệ trả lời, %."
)
def plan_command(
    population: int, target: float, truth: float, margin: float, design_effect: float, response: float
) -> None:
    """Tính số phiếu cần cho một đợt khảo sát, theo các công thức khác nhau, mỗi công thức một dòng."""
    error, expected = margin / 100, truth / 100
    asked = cochran(population, expected, error, design_effect, response / 100)
    click.echo(f"{whole(population)} người có thể trả lời")
    click.echo(f"{whole(slovin(population, error)):>8}  Slovin, sai số {short_percent(error)}: {SLOVIN}")
    click.echo(f"{whole(asked):>8}  người cần hỏi theo Cochran, để tỷ lệ {short_percent(expected)} có khoảng")
    click.echo(f"{'':>8}  ±{short_percent(error)} (hệ số thiết kế và tỷ lệ trả lời như đã nêu)")
    _confirm(target / 100, expected, population)


def _confirm(target: float, truth: float, population: int) -> None:
    goal = f"chứng tỏ từ {short_percent(target)} khi thật là {short_percent(truth)}"
    needed = answers_to_confirm(target, truth) if target < truth else None
    if needed is None:
        click.echo(f"{'–':>8}  không số phiếu nào đủ để {goal} (thử tới 1.500)")
        return
    click.echo(f"{whole(needed[1]):>8}  phiếu của một đơn vị để {goal}, với khả năng 80 %")
    if needed[1] > population:
        click.echo(
            f"{'':>8}  nhiều hơn số người: đơn vị này chỉ có thể chứng tỏ khi gần như ai cũng hài lòng"
        )
