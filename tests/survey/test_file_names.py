"""What a browser calls a file whose name has Vietnamese letters."""

from flask import Response
from werkzeug.http import parse_options_header

from survey import file_names


def test_a_plain_name_is_told_as_it_is() -> None:
    told = file_names.saved(Response(), "so-2026Q3.xlsx").headers["Content-Disposition"]
    assert told == 'attachment; filename="so-2026Q3.xlsx"'


def test_a_name_with_marks_arrives_whole_and_fits_a_header() -> None:
    told = file_names.opened(Response(), "to-dan-th-ĐỐNG.ĐA.pdf").headers["Content-Disposition"]
    assert told.isascii()
    assert told.startswith('inline; filename="to-dan-th-dong.da.pdf"; filename*=')
    assert parse_options_header(told) == ("inline", {"filename": "to-dan-th-ĐỐNG.ĐA.pdf"})


def test_letters_without_a_plain_form_do_not_break_the_header() -> None:
    told = file_names.saved(Response(), "학교.csv").headers["Content-Disposition"]
    assert parse_options_header(told)[1] == {"filename": "학교.csv"}
