"""An OpenID Connect provider on the loopback, honest or not: `python identity_provider.py PORT MODE`.

The provider is `oidc-provider-mock`. What each dishonest mode does to it is in `MODES`.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

import oidc_provider_mock
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PEOPLE = {
    "ada": {"email": "ada@example.org", "email_verified": True},
    "eve": {"email": "eve@example.org", "email_verified": True},
    "una": {"email": "ada@example.org", "email_verified": False},
}


def another_key(_: dict[str, Any]) -> dict[str, Any]:
    """Publish a key that has signed nothing: the token is a forgery."""
    return {"keys": [{**RSAKey.generate_key(2048).as_dict(private=False), "alg": "RS256", "use": "sig"}]}


def unsigned(answer: dict[str, Any]) -> dict[str, Any]:
    """Hand out a token that says of itself that it needs no signature."""
    _, claims, _ = answer["id_token"].split(".")
    head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    return {**answer, "id_token": f"{head}.{claims}."}


def somebody_else(answer: dict[str, Any]) -> dict[str, Any]:
    """Change the address inside a signed token."""
    head, claims, signature = answer["id_token"].split(".")
    said = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    body = json.dumps({**said, "email": "ada@example.org"}).encode()
    return {
        **answer,
        "id_token": f"{head}.{base64.urlsafe_b64encode(body).decode().rstrip('=')}.{signature}",
    }


def another_issuer(answer: dict[str, Any]) -> dict[str, Any]:
    """Say that tokens come from somewhere else than they do."""
    return {**answer, "issuer": "https://id.example.org"}


MODES: dict[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "another key": ("/jwks", another_key),
    "unsigned": ("/oauth2/token", unsigned),
    "changed": ("/oauth2/token", somebody_else),
    "another issuer": ("/.well-known/openid-configuration", another_issuer),
}


def meddled(inner: WSGIApplication, mode: str) -> WSGIApplication:
    """Return the provider with one of its answers changed."""
    path, change = MODES[mode]

    def outer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = Response.from_app(inner, environ)
        if environ["PATH_INFO"] == path and answer.status_code == 200:
            answer.set_data(json.dumps(change(json.loads(answer.get_data()))))
        return answer(environ, start_response)

    return outer


def main(port: int, mode: str) -> None:
    """Serve until killed."""
    age = timedelta(seconds=-600) if mode == "expired" else timedelta(hours=1)
    people = [oidc_provider_mock.User(sub=sub, claims=said) for sub, said in PEOPLE.items()]
    app: WSGIApplication = oidc_provider_mock.app(user_claims=people, access_token_max_age=age)
    make_server(
        "127.0.0.1", port, meddled(app, mode) if mode in MODES else app, threaded=True
    ).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
