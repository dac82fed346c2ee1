"""A password of one's own choice, typed twice."""

from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, ValidationError
from wtforms.validators import DataRequired, EqualTo

from survey import passwords

REQUIRED = DataRequired("Hãy điền ô này.")


class ChosenPassword(FlaskForm):  # type: ignore[misc]
    """`own` is the account it is for."""

    password = PasswordField("Mật khẩu mới", [REQUIRED])
    repeated = PasswordField("Nhập lại mật khẩu mới", [EqualTo("password", "Hai lần nhập không giống nhau.")])
    own = ""

    def validate_password(self, field: Field) -> None:
        try:
            passwords.refuse_weak(field.data, self.own)
        except passwords.WeakPasswordError as error:
            raise ValidationError(str(error)) from error
