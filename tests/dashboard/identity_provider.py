"""An OpenID Connect provider on the loopback, honest or not: `python identity_provider.py PORT`.

The provider is `oidc-provider-mock`. It begins honest; asked for `/mode/NAME` it becomes what `MODES` says of it.
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


HONEST, TWIN, EXPIRED = "honest", "twin", "expired"
"""The twin is honest too, with keys of its own: who refuses the expired one's tokens does so for their age alone."""


class Provider:
    """The provider, its twin and one whose tokens are too old, with one answer changed as the mode says."""

    def __init__(self) -> None:
        """Begin honest."""
        people = [oidc_provider_mock.User(sub=sub, claims=said) for sub, said in PEOPLE.items()]
        self.mode = HONEST
        self.apps: dict[str, WSGIApplication] = {
            mode: oidc_provider_mock.app(user_claims=people, access_token_max_age=timedelta(seconds=age))
            for mode, age in ((HONEST, 3600), (TWIN, 3600), (EXPIRED, -600))
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = environ["PATH_INFO"]
        if path.startswith("/mode/"):
            self.mode = path.removeprefix("/mode/")
            return Response(self.mode)(environ, start_response)
        answer = Response.from_app(self.apps.get(self.mode, self.apps[HONEST]), environ)
        meddled, change = MODES.get(self.mode, ("", dict))
        if path == meddled and answer.status_code == 200:
            answer.set_data(json.dumps(change(json.loads(answer.get_data()))))
        return answer(environ, start_response)


if __name__ == "__main__":
    make_server("127.0.0.1", int(sys.argv[1]), Provider(), threaded=True).serve_forever()
