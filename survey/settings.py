"""All settings in one typed place: environment (SIPAS_…), then sipas.toml in SIPAS_HOME, then defaults."""

import os
from pathlib import Path
from typing import Self

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PREFIX = "SIPAS_"
FILE = "sipas.toml"


class SettingsError(ValueError):
    """A setting that cannot be used; the sentence names it."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    home: Path = Field(description="Thư mục dữ liệu: cơ sở dữ liệu và khóa bí mật")
    base_url: str = Field("http://127.0.0.1:8000", description="Địa chỉ công khai, in dưới mã QR")
    min_fill_seconds: float = Field(
        3.0, ge=0, le=60, description="Gửi nhanh hơn mức này là máy gửi; 0 là tắt"
    )
    rate_limit: int = Field(240, ge=0, description="Số lượt gửi mỗi phút từ một địa chỉ; 0 là tắt")
    trusted_proxies: int = Field(0, ge=0, le=5, description="Số máy trung gian được tin ở X-Forwarded-For")
    second_entry_percent: int = Field(
        10, ge=0, le=100, description="Tỷ lệ phiếu giấy người khác nhập lại để đối chiếu; 0 là tắt"
    )
    idle_minutes: int = Field(30, ge=1, le=240, description="Phiên đăng nhập hết hạn sau số phút không dùng")
    session_hours: int = Field(12, ge=1, le=24, description="Phiên đăng nhập hết hạn sau số giờ này")

    require_second_factor: bool = Field(
        False, description="Quản trị và cơ quan xem xét phải dùng xác thực hai bước"
    )

    # Our default, no rule of law: the office chooses what its own data may be used for.
    licence: str = Field("CC-BY-4.0", min_length=1, description="Mã giấy phép của dữ liệu mở")
    licence_title: str = Field(
        "Creative Commons Ghi công 4.0 Quốc tế", min_length=1, description="Tên giấy phép của dữ liệu mở"
    )
    licence_url: str = Field(
        "https://creativecommons.org/licenses/by/4.0/deed.vi",
        description="Địa chỉ toàn văn giấy phép của dữ liệu mở",
    )
    api_rate: int = Field(120, ge=0, description="Số lượt hỏi API mỗi phút từ một địa chỉ; 0 là tắt")
    token_rate: int = Field(
        1200, ge=0, description="Số lượt hỏi API mỗi phút của một hệ thống có khóa; 0 là tắt"
    )

    oidc_issuer: str = Field("", description="Địa chỉ nơi đăng nhập chung (OpenID Connect); trống là tắt")
    oidc_client_id: str = Field("", description="Tên của sipas ở nơi đăng nhập chung")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="Khóa của sipas ở nơi đăng nhập chung")
    oidc_claim: str = Field("email", min_length=1, description="Mục cho biết ai là ai ở nơi đăng nhập chung")

    @field_validator("oidc_issuer")
    @classmethod
    def _issuer(cls, value: str) -> str:
        # What comes unencrypted from another machine may come from anybody.
        if value and not value.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("phải bắt đầu bằng https://")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _provider_is_whole(self) -> Self:
        if self.oidc_issuer and not (self.oidc_client_id and self.oidc_client_secret.get_secret_value()):
            raise ValueError("SIPAS_OIDC_ISSUER cần cả SIPAS_OIDC_CLIENT_ID và SIPAS_OIDC_CLIENT_SECRET")
        return self

    @field_validator("base_url", "licence_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("phải bắt đầu bằng http:// hoặc https://")
        return value.rstrip("/")

    @property
    def database(self) -> Path:
        return self.home / "sipas.db"

    @property
    def secret_file(self) -> Path:
        return self.home / "secret.key"

    @property
    def report_template(self) -> Path:
        """The office's own form of the report; the project's is used while there is none."""
        return self.home / "mau-bao-cao.docx"

    @property
    def secure(self) -> bool:
        return self.base_url.startswith("https://")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del dotenv_settings, file_secret_settings
        file = TomlConfigSettingsSource(settings_cls, toml_file=default_home() / FILE)
        return init_settings, env_settings, file


def default_home() -> Path:
    return Path(os.environ.get(f"{PREFIX}HOME") or platformdirs.user_data_dir("sipas"))


def load() -> Settings:
    """Read the settings; raises SettingsError with one sentence per setting that is wrong."""
    try:
        return Settings(home=default_home())
    except ValidationError as error:
        raise SettingsError("Thiết lập sai: " + "; ".join(map(_sentence, error.errors())) + ".") from error
    except (OSError, ValueError) as error:
        raise SettingsError(f"Không đọc được {default_home() / FILE}: {error}") from error


_RULES = {
    "bool_parsing": "phải là true hoặc false",
    "bool_type": "phải là true hoặc false",
    "extra_forbidden": "không phải thiết lập nào của sipas",
    "float_parsing": "phải là số",
    "float_type": "phải là số",
    "greater_than_equal": "phải từ {ge} trở lên",
    "int_from_float": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "less_than_equal": "không được quá {le}",
    "string_too_short": "không được trống",
    "string_type": "phải là chữ",
    "value_error": "{error}",
}


def _sentence(wrong: ErrorDetails) -> str:
    name = PREFIX + ".".join(map(str, wrong["loc"])).upper()
    rule = _RULES.get(wrong["type"], wrong["msg"]).format(**wrong.get("ctx", {}))
    if not wrong["loc"]:
        # About several settings at once: the sentence names them, their values stay where they are.
        return rule
    return f"{name} {rule} (đang là {wrong['input']!r})"
