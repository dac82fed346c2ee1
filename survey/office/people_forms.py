"""What an administrator fills in about a person."""

from collections.abc import Mapping
from dataclasses import replace

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, Length, Regexp

from survey.naming import ROLES, TREES
from survey.office.password_form import REQUIRED
from survey.running import running
from survey.store import accounts, units
from survey.store.accounts import REVIEWER, UNIT, Account
from survey.store.errors import NotFound

LONGEST = 200
NOT_TOO_LONG = Length(max=LONGEST, message=f"Không quá {LONGEST} ký tự.")
NAME_RULE = "Từ 2 đến 40 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối."


def _one_of(label: str, words: Mapping[str, str], default: str) -> SelectField:
    # The field's own check speaks English.
    listed = AnyOf(list(words), message="Hãy chọn một mục trong danh sách.")
    choices = [SelectChoice(value, name) for value, name in words.items()]
    return SelectField(label, [listed], choices=choices, default=default, validate_choice=False)


class Person(FlaskForm):  # type: ignore[misc]
    """`own` is the account that is changed; '' for a new one."""

    full_name = StringField("Họ và tên", [REQUIRED, NOT_TOO_LONG])
    role = _one_of("Quyền", ROLES, UNIT)
    unit = StringField("Mã đơn vị", [REQUIRED], render_kw={"list": "don-vi"})
    tree = _one_of("Cơ quan xem xét nhìn theo", TREES, "")
    identity = StringField("Tên ở hệ thống đăng nhập chung", [NOT_TOO_LONG])
    own = ""

    def validate_unit(self, field: Field) -> None:
        try:
            units.get(running().store.db, field.data.strip())
        except NotFound as error:
            raise ValidationError(str(error)) from error

    def validate_identity(self, field: Field) -> None:
        taken = accounts.with_identity(running().store.db, _identity(field))
        if taken and taken.name != self.own:
            raise ValidationError(f"Tài khoản “{taken.name}” đã dùng tên này.")

    def told(self, before: Account) -> Account:
        """The account with what was filled in; only a reviewer looks along one tree."""
        return replace(
            before,
            full_name=self.full_name.data.strip(),
            role=self.role.data,
            unit=self.unit.data.strip(),
            tree=self.tree.data if self.role.data == REVIEWER else "",
            identity=_identity(self.identity),
        )


class NewPerson(Person):
    name = StringField("Tên đăng nhập", [REQUIRED, Regexp(r"[a-z0-9][a-z0-9.-]{1,39}\Z", message=NAME_RULE)])

    def validate_name(self, field: Field) -> None:
        if accounts.find(running().store.db, field.data):
            raise ValidationError(f"Tài khoản “{field.data}” đã có.")


def _identity(field: Field) -> str:
    return str(field.data or "").strip().casefold()
