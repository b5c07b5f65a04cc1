"""An identity provider small enough for a test: one person, always let in. OIDC core only."""

import secrets
import time
from urllib.parse import urlencode

import uvicorn
from authlib.jose import JsonWebKey, jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

CLIENT, SECRET = "passerelle", "un-secret-de-poche"
PERSON = {"sub": "1", "name": "Camille Roux", "email": "camille@exemple.fr"}


def provider(issuer: str) -> Starlette:
    """The provider that answers at an address."""
    key = JsonWebKey.generate_key("RSA", 2048, is_private=True, options={"kid": "poche"})
    nonces: dict[str, str] = {}

    async def metadata(_: Request) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": issuer,
                "authorization_endpoint": f"{issuer}/authorize",
                "token_endpoint": f"{issuer}/token",
                "jwks_uri": f"{issuer}/jwks",
                "userinfo_endpoint": f"{issuer}/userinfo",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def authorize(request: Request) -> RedirectResponse:
        asked, code = request.query_params, secrets.token_urlsafe()
        nonces[code] = asked.get("nonce", "")
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}")

    async def token(request: Request) -> JSONResponse:
        form, now = await request.form(), int(time.time())
        claims = {
            **PERSON, "iss": issuer, "aud": CLIENT, "iat": now, "exp": now + 600,
            "nonce": nonces.pop(str(form["code"])),
        }  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "poche"}, claims, key).decode()
        return JSONResponse(
            {"access_token": "a", "token_type": "Bearer", "expires_in": 600, "id_token": signed}
        )

    async def jwks(_: Request) -> JSONResponse:
        return JSONResponse({"keys": [key.as_dict(is_private=False)]})

    async def userinfo(_: Request) -> JSONResponse:
        return JSONResponse(PERSON)

    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", metadata),
            Route("/authorize", authorize),
            Route("/token", token, methods=["POST"]),
            Route("/jwks", jwks),
            Route("/userinfo", userinfo),
        ]
    )


def serve(port: int) -> uvicorn.Server:
    """A server of it, to be run in a thread."""
    app = provider(f"http://127.0.0.1:{port}")
    return uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
