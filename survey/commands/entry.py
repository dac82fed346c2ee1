"""The root command: finds its subcommands, and turns what can go wrong into one Vietnamese sentence."""

from importlib import import_module

import click

from analytics.reports.form_error import FormError
from survey.closing.errors import SnapshotError
from survey.commands.files import why
from survey.commands.home import NotInitialisedError
from survey.loading.errors import LoadError
from survey.loading.mapping import MappingError
from survey.period import PeriodError
from survey.questionnaire import QuestionnaireError
from survey.settings import SettingsError
from survey.store.closings import NotAllowed
from survey.store.codes import BatchRefused
from survey.store.decisions import AlreadyDecided
from survey.store.errors import NotFound, StoreUnavailable
from survey.store.questionnaires import AlreadyPublished
from survey.store.slip_batches import AlreadyPrinted, ReprintRefused
from survey.store.tokens import AlreadyRevoked
from survey.system_keys import KeyRefusedError

EXPECTED = (
    FormError,
    LoadError,
    MappingError,
    NotInitialisedError,
    PeriodError,
    QuestionnaireError,
    NotFound,
    StoreUnavailable,
    AlreadyPublished,
    BatchRefused,
    NotAllowed,
    SnapshotError,
    AlreadyDecided,
    AlreadyPrinted,
    ReprintRefused,
    AlreadyRevoked,
    KeyRefusedError,
)

# Name of the command → module that holds it; a module is imported when its command is called, so that
# `sipas serve` does not wait for pandas.
COMMANDS = {
    "init": "setup",
    "demo": "demo",
    "serve": "serve",
    "load": "load",
    "organisation": "organisation",
    "questionnaire": "questionnaire",
    "points": "points",
    "poster": "poster",
    "codes": "codes",
    "slips": "slips",
    "campaign": "campaign",
    "paper": "paper",
    "import": "transfer",
    "export": "transfer",
    "set-aside": "set_aside",
    "index": "index",
    "report": "report",
    "publish": "publish",
    "kit": "kit",
    "close": "close",
    "verify": "close",
    "open-data": "open_data",
    "plan": "plan",
    "actions": "actions",
    "token": "token",
    "users": "users",
    "backup": "care",
    "restore": "care",
    "check": "care",
    "keys": "care",
}


class WrongSettings(click.ClickException):
    exit_code = 2


class Entry(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"survey.commands.{COMMANDS[cmd_name]}")
        command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        assert isinstance(command, click.Command)  # noqa: S101 - for the type checker
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise WrongSettings(str(error)) from error
        except EXPECTED as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.filename is None:
                raise
            sentence = f"Không đọc hoặc ghi được {error.filename}: {why(error)}."
            raise click.ClickException(sentence) from error
