"""Signing in where the office's people sign in anyway (OpenID Connect). It opens accounts and makes none."""

import logging
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from authlib.integrations.flask_client.apps import FlaskOAuth2App
from flask import Flask, abort, current_app, request, session, url_for
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from survey.office import auth
from survey.office.blueprint import bp
from survey.office.sign_in import onward
from survey.running import running, running_in
from survey.store import accounts
from survey.store.accounts import Account

EXTENSION = "sipas.common_sign_in"
HOW = "đăng nhập chung"
WANTED = "wanted"
TIMEOUT_SECONDS = 10
EMAIL = "email"
# Signed with a key that only the provider has; a provider that offers less is not believed.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
OFFERED = "id_token_signing_alg_values_supported"
NOT_KNOWN = (
    "Hệ thống đăng nhập chung đã nhận ra Ông/Bà, nhưng chưa có tài khoản nào ở đây mang tên đó. "
    "Hãy nhờ quản trị của cơ quan mời, hoặc ghi tên đó vào tài khoản."
)
NOT_PROVED = "Hệ thống đăng nhập chung không xác nhận được. Hãy thử đăng nhập lại từ đầu."
NO_ANSWER = "Hệ thống đăng nhập chung không trả lời. Hãy thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu."
_log = logging.getLogger(__name__)


class NotAdmittedError(Exception):
    """The sentence says why, to who tried."""


def register(app: Flask) -> None:
    settings = running_in(app).settings
    if not settings.oidc_issuer:
        return
    app.extensions[EXTENSION] = OAuth(app).register(
        "provider",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT_SECONDS,
        },
    )


@bp.get("/dang-nhap-chung")
def common_sign_in() -> Response:
    """Lead to the provider; state, nonce, and the verifier of the code stay in this browser's cookie."""
    session[WANTED] = auth.local(request.args.get("next", ""))
    back = running().settings.base_url + url_for("office.common_return")
    try:
        leading: Response = _provider().authorize_redirect(back)
    except (RequestException, ValueError, RuntimeError) as error:
        _log.error("the identity provider cannot be asked: %s", error)
        abort(503, NO_ANSWER)
    return leading


@bp.get("/dang-nhap-chung/ve")
def common_return() -> Response:
    wanted = session.get(WANTED, "")
    account = _account(_claims())
    return onward(account, auth.admit(account, HOW), wanted)


def _claims() -> dict[str, Any]:
    """What the provider says of the person: signed by it, for us, in answer to this very question."""
    settings, provider = running().settings, _provider()
    expected = {
        "iss": {"essential": True, "value": settings.oidc_issuer},
        "aud": {"essential": True, "value": settings.oidc_client_id},
    }
    try:
        offered = provider.load_server_metadata()
        offered[OFFERED] = [name for name in offered.get(OFFERED, ALGORITHMS) if name in ALGORITHMS]
        token = provider.authorize_access_token(claims_options=expected)
    except RequestException as error:
        _log.error("the identity provider does not answer: %s", error)
        abort(503, NO_ANSWER)
    except (OAuthError, JoseError, ValueError, RuntimeError) as error:
        _log.warning("a sign-in elsewhere was not proved: %s", error)
        raise NotAdmittedError(NOT_PROVED) from error
    claims: dict[str, Any] = token.get("userinfo") or {}
    if not claims:
        raise NotAdmittedError(NOT_PROVED)
    return claims


def _account(claims: dict[str, Any]) -> Account:
    """The active account of the person; from the first time on it belongs to this subject alone."""
    issuer, claim = running().settings.oidc_issuer, running().settings.oidc_claim
    said = str(claims.get(claim, "")).strip().casefold()
    # An address that nobody checked is what its owner claims to be.
    identity = said if claim != EMAIL or claims.get("email_verified") is True else ""
    subject = f"{issuer} {claims['sub']}"
    with running().store.write() as db:
        account = accounts.of_identity(db, subject, identity)
        if account and account.active:
            accounts.bind(db, account.name, subject)
    if account is None or not account.active:
        auth.refuse(account, HOW)
        raise NotAdmittedError(NOT_KNOWN)
    return account


def _provider() -> FlaskOAuth2App:
    if EXTENSION not in current_app.extensions:
        abort(404)
    return current_app.extensions[EXTENSION]
