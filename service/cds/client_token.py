"""The JSON Web Token by which a client proves who it is, at every call.

Signed with ES384 or RS384 by a client that the operator named, for exactly the address that is
called, for at most five minutes, and once.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.types import Options

from models.errors import Fault
from service.cds.keys import KeySet
from service.cds.replay import SeenTokens
from service.errors import TokenRefused
from service.fhir.elements import Element, number_of, text_of
from service.trust import Client

KEY_TYPES: Mapping[str, str] = {"ES384": "EC", "RS384": "RSA"}
"""The algorithms that are taken, and the type of key that each needs."""

LEAST_RSA_BITS = 2048
LONGEST_TOKEN = 8192
LONGEST_NAME = 255
LONGEST_LIFE_SECONDS = 300
LATEST_TIME = 1e12
"""Seconds since 1970; what is beyond is no time."""

SKEW_SECONDS = 10
"""Clocks may differ by so much."""

_CHECKED: Options = {
    "verify_exp": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_iss": False,
    "verify_jti": False,
    "verify_sub": False,
}
"""What was checked here, more strictly than the library does; it is left `nbf` and `crit`."""


@dataclass(frozen=True)
class Claims:
    """What a token says, with its types checked and nothing else."""

    algorithm: str
    kid: str
    jku: str | None
    issuer: str
    audience: object
    expires: float
    issued: float
    name: str


def read_claims(token: str) -> Claims:
    """Read a token without trusting it.

    Raises
    ------
    TokenRefused
    """
    try:
        unverified = jwt.decode_complete(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise TokenRefused([Fault("token_malformed", field="")]) from None
    header, payload = unverified["header"], unverified["payload"]
    algorithm = text_of(header, "alg")
    if algorithm is None or algorithm not in KEY_TYPES:
        raise TokenRefused([Fault("token_algorithm", field="")])
    kid, jku = text_of(header, "kid"), header.get("jku")
    if header.get("typ") != "JWT" or not kid or not (jku is None or isinstance(jku, str)):
        raise TokenRefused([Fault("token_header", field="")])
    issuer, name = text_of(payload, "iss"), text_of(payload, "jti")
    expires, issued = number_of(payload, "exp"), number_of(payload, "iat")
    if not issuer or not name or len(name) > LONGEST_NAME:
        raise TokenRefused([Fault("token_claims", field="")])
    if expires is None or issued is None or max(abs(expires), abs(issued)) > LATEST_TIME:
        raise TokenRefused([Fault("token_claims", field="")])
    audience = payload.get("aud")
    return Claims(algorithm, kid, jku, issuer, audience, expires, issued, name)


class TokenVerifier:
    """Verifies the tokens of the clients that the operator named."""

    def __init__(self, clients: Sequence[Client], clock: Callable[[], float] = time.time) -> None:
        self._clients = {client.iss: client for client in clients}
        self._keys = {client.iss: KeySet(client) for client in clients}
        self._seen = SeenTokens()
        self._clock = clock

    async def verify(self, authorization: str | None, audience: str) -> str:
        """Give the client that a request's `Authorization` proves.

        Parameters
        ----------
        authorization : str or None
            The header's value.
        audience : str
            The address that is called.

        Raises
        ------
        TokenRefused
            Names the first rule that is broken.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
            raise TokenRefused([Fault("token_missing", field="")])
        claims = read_claims(token)
        client = self._clients.get(claims.issuer)
        if client is None:
            raise TokenRefused([Fault("token_issuer", field="")])
        if claims.jku is not None and claims.jku != client.jku:
            raise TokenRefused([Fault("token_jku", field="")])
        if claims.audience not in (audience, [audience]):
            raise TokenRefused([Fault("token_audience", field="")])
        now = self._require_current(claims)
        key = await self._keys[client.iss].find(claims.kid)
        _require_signature(token, claims.algorithm, key)
        if not self._seen.admit((claims.issuer, claims.name), claims.expires + SKEW_SECONDS, now):
            raise TokenRefused([Fault("token_replayed", field="")])
        return client.iss

    def _require_current(self, claims: Claims) -> float:
        now = self._clock()
        if claims.expires + SKEW_SECONDS < now:
            raise TokenRefused([Fault("token_expired", field="")])
        if claims.issued - SKEW_SECONDS > now:
            raise TokenRefused([Fault("token_early", field="")])
        if not 0 < claims.expires - claims.issued <= LONGEST_LIFE_SECONDS:
            raise TokenRefused([Fault("token_lifetime", field="")])
        return now


def _require_signature(token: str, algorithm: str, key: Element) -> None:
    if key.get("kty") != KEY_TYPES[algorithm]:
        raise TokenRefused([Fault("token_signature", field="")])
    if key.get("alg", algorithm) != algorithm or key.get("use", "sig") != "sig":
        raise TokenRefused([Fault("token_signature", field="")])
    try:
        public = jwt.PyJWK(dict(key), algorithm).key
        if not _is_strong(public):
            raise TokenRefused([Fault("token_signature", field="")])
        jwt.decode(token, public, algorithms=[algorithm], options=_CHECKED, leeway=SKEW_SECONDS)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        raise TokenRefused([Fault("token_signature", field="")]) from None


def _is_strong(key: object) -> bool:
    if isinstance(key, EllipticCurvePublicKey):
        return isinstance(key.curve, SECP384R1)
    return isinstance(key, RSAPublicKey) and key.key_size >= LEAST_RSA_BITS
