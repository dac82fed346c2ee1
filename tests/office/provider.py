"""A small identity provider (OpenID Connect, code flow with PKCE) on this machine, and its bad days.

Written from OpenID Connect Core 1.0, RFC 6749, and RFC 7636; it shares no code with what it tests.
"""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, abort, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT_ID, CLIENT_SECRET = "sipas-office", "the-key-of-sipas"


@dataclass
class Provider:
    """`person` is signed in there; `lies` change what its token says; `wrong_key` signs with another."""

    person: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    wrong_key: bool = False
    down: bool = False
    without_token: bool = False
    address: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: new_key("một"))
    other: RSAKey = field(default_factory=lambda: new_key("một"))

    def token(self, nonce: str) -> str:
        now = int(time.time())
        told = {"iss": self.address, "aud": CLIENT_ID, "iat": now, "exp": now + 60, "nonce": nonce}
        key = self.other if self.wrong_key else self.key
        return jwt.encode({"alg": "RS256", "kid": "một"}, {**told, **self.person, **self.lies}, key)


def new_key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


def app_of(provider: Provider) -> Flask:
    app = Flask("provider")

    @app.before_request
    def fail_on_a_bad_day() -> None:
        if provider.down:
            abort(500)

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Response:
        places = {f"{name}_endpoint": f"{provider.address}/{name}" for name in ("authorization", "token")}
        keys = f"{provider.address}/keys"
        return jsonify(
            issuer=provider.address,
            jwks_uri=keys,
            id_token_signing_alg_values_supported=["RS256", "HS256", "none"],
            **places,
        )

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(KeySet([provider.key]).as_dict(private=False))

    @app.get("/authorization")
    def authorization() -> Any:
        asked = request.args.to_dict()
        provider.asked.append(asked)
        code = secrets.token_urlsafe()
        provider.codes[code] = asked
        return redirect(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    @app.post("/token")
    def token() -> Any:
        asked = provider.codes.pop(request.form["code"], None)
        who = request.authorization
        if asked is None or not proves(request.form["code_verifier"], asked["code_challenge"]):
            return jsonify(error="invalid_grant"), 400
        if who is None or (who.username, who.password) != (CLIENT_ID, CLIENT_SECRET):
            return jsonify(error="invalid_client"), 401
        answer = {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 60}
        if not provider.without_token:
            answer["id_token"] = provider.token(asked["nonce"])
        return jsonify(answer)

    return app


def proves(verifier: str, challenge: str) -> bool:
    """RFC 7636, S256."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
