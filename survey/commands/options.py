"""Options that several commands take."""

import click

from survey.period import Calendar

CALENDAR = click.option(
    "--calendar",
    type=click.Choice([calendar.value for calendar in Calendar]),
    default=Calendar.QUARTER.value,
    show_default=True,
    help="Lịch: quý dương lịch, kỳ báo cáo CCHC, năm học.",
)
