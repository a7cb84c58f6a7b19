"""The client's JSON Web Token: each rule, with real keys."""

import base64
import json
import time
import uuid

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from service.cds import client_token
from service.cds.client_token import TokenVerifier
from service.cds.replay import SeenTokens
from service.trust import Client

pytestmark = pytest.mark.anyio

ISSUER = "https://records.example.org/"
BASE = "https://pulmet.example.org"
NOW = 1_790_000_000
"""Seconds since 1970, in September 2026."""
ROUTES = [
    ("GET", "/cds-services"),
    ("POST", "/cds-services/pulmet-survival"),
    ("POST", "/cds-services/pulmet-survival/feedback"),
]
P384 = ec.generate_private_key(ec.SECP384R1())
STRANGER = ec.generate_private_key(ec.SECP384R1())
P256 = ec.generate_private_key(ec.SECP256R1())
RSA_2048 = rsa.generate_private_key(public_exponent=65537, key_size=2048)
RSA_1024 = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505  # refused


def public(key, kid, **members):
    kind = (
        jwt.algorithms.RSAAlgorithm
        if hasattr(key, "private_numbers") and isinstance(key, rsa.RSAPrivateKey)
        else jwt.algorithms.ECAlgorithm
    )
    return {**json.loads(kind.to_jwk(key.public_key())), "kid": kid, **members}


SECRET = b"s" * 48
KEYS = {
    "keys": [
        public(P384, "ec"),
        public(RSA_2048, "rsa"),
        public(P256, "p256"),
        public(RSA_1024, "weak"),
        public(P384, "for-encryption", use="enc"),
        public(P384, "other-algorithm", alg="ES256"),
        public(P384, "twice"),
        public(STRANGER, "twice"),
        {"kty": "oct", "kid": "shared", "k": base64.urlsafe_b64encode(SECRET).decode()},
    ]
}


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "keys.json"
    path.write_text(json.dumps(KEYS))
    return path


@pytest.fixture
def make_app(make_app):
    """Make an app whose clock stands still, however long a test takes."""

    def make(**trust):
        app = make_app(**trust)
        app.state.verifier = TokenVerifier(trust.get("clients", ()), clock=lambda: NOW)
        return app

    return make


@pytest.fixture
def app(make_app, key_file):
    return make_app(base_url=BASE, clients=(Client(iss=ISSUER, jwks=key_file),), on_loopback=False)


def sign(path="/cds-services", key=P384, algorithm="ES384", kid="ec", header=None, **claims):
    """Make a token; a claim or header that is None is left out."""
    now = NOW
    payload = {
        "iss": ISSUER,
        "aud": f"{BASE}{path}",
        "iat": now,
        "exp": now + 60,
        "jti": str(uuid.uuid4()),
        **claims,
    }
    headers = {"kid": kid, **(header or {})}
    payload = {name: value for name, value in payload.items() if value is not None}
    headers = {name: value for name, value in headers.items() if value is not None}
    return jwt.encode(payload, key, algorithm, headers)


def handmade(header, payload, signature=b""):
    """Make a token that no library would."""
    parts = [json.dumps(header).encode(), json.dumps(payload).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


@pytest.fixture
def present(client):
    """Present a token, and give the code of the rule that it breaks; None if it is taken."""

    async def present(token, path="/cds-services", scheme="Bearer"):
        headers = {"authorization": f"{scheme} {token}"}
        response = await client.get(path, headers=headers)
        if response.status_code == 200:
            return None
        assert 401 == response.status_code
        assert "Bearer" == response.headers["www-authenticate"]
        assert f'"{token}"' not in response.text
        return response.json()["errors"][0]["code"]

    return present


@pytest.mark.parametrize(
    ("key", "algorithm", "kid"), [(P384, "ES384", "ec"), (RSA_2048, "RS384", "rsa")]
)
async def test_es384_and_rs384_are_taken(present, key, algorithm, kid):
    """JWT signing algorithm: both are recommended."""
    assert await present(sign(key=key, algorithm=algorithm, kid=kid)) is None


async def test_audience_may_be_a_list_of_one(present):
    """`aud`: a string or an array of strings."""
    assert await present(sign(aud=[f"{BASE}/cds-services"])) is None


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_every_call_needs_a_token_discovery_included(client, read_problem, method, path):
    """Trusting CDS clients: every single call."""
    problem = read_problem(await client.request(method, path, json={}))

    assert (401, "token_missing") == (problem["status"], problem["errors"][0]["code"])


async def test_a_request_with_a_token_is_answered(client, hook, prefetch):
    """End to end, at the service's own address."""
    path = "/cds-services/pulmet-survival"
    headers = {"authorization": f"Bearer {sign(path)}"}
    response = await client.post(path, json={**hook, "prefetch": prefetch}, headers=headers)

    assert 200 == response.status_code
    assert response.json()["cards"]


async def test_none_is_refused(present):
    """`none` shall not be used."""
    now = NOW
    payload = {
        "iss": ISSUER,
        "aud": f"{BASE}/cds-services",
        "iat": now,
        "exp": now + 60,
        "jti": "a",
    }
    for algorithm in ("none", "None", "NONE"):
        token = handmade({"alg": algorithm, "typ": "JWT", "kid": "ec"}, payload)

        assert await present(token) in {"token_algorithm", "token_malformed"}


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
@pytest.mark.parametrize("kid", ["shared", "ec"])
async def test_hmac_is_refused(present, algorithm, kid):
    """Symmetric algorithms shall not be used."""
    assert "token_algorithm" == await present(sign(key=SECRET * 2, algorithm=algorithm, kid=kid))


@pytest.mark.parametrize(
    ("key", "algorithm", "kid"),
    [(P256, "ES256", "p256"), (RSA_2048, "RS256", "rsa"), (RSA_2048, "PS384", "rsa")],
)
async def test_other_algorithms_are_refused(present, key, algorithm, kid):
    """Those that this service trusts are ES384 and RS384."""
    assert "token_algorithm" == await present(sign(key=key, algorithm=algorithm, kid=kid))


@pytest.mark.parametrize(
    ("key", "algorithm", "kid"),
    [
        (STRANGER, "ES384", "ec"),
        (RSA_1024, "RS384", "weak"),
        (P384, "ES384", "rsa"),
        (P384, "ES384", "shared"),
        (P384, "ES384", "p256"),
        (P384, "ES384", "for-encryption"),
        (P384, "ES384", "other-algorithm"),
    ],
    ids=["stranger", "1024 bits", "other type", "symmetric key", "P-256", "use", "alg"],
)
@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
async def test_signature_must_be_of_the_client_s_key(present, key, algorithm, kid):
    """Digitally signed with the private key whose public key is in the client's JWK Set."""
    assert "token_signature" == await present(sign(key=key, algorithm=algorithm, kid=kid))


@pytest.mark.parametrize("kid", ["unknown", "twice"])
async def test_kid_must_name_one_key(present, kid):
    """`kid` must be unique within the client's JWK Set."""
    assert "token_key_unknown" == await present(sign(kid=kid))


@pytest.mark.parametrize(
    "header", [{"kid": None}, {"typ": "at+jwt"}, {"kid": ""}], ids=["no kid", "typ", "empty kid"]
)
async def test_header_must_be_that_of_the_standard(present, header):
    """`kid` is required, `typ` is JWT."""
    assert "token_header" == await present(sign(header=header))


async def test_issuer_must_be_allowed(present):
    """`iss` is on a list."""
    assert "token_issuer" == await present(sign(iss="https://stranger.example/"))


@pytest.mark.parametrize("jku", ["https://stranger.example/keys", "http://127.0.0.1/keys"])
async def test_jku_must_be_allowed(present, jku):
    """`jku` is on a list: keys are never read from where a token says."""
    assert "token_jku" == await present(sign(header={"jku": jku}))


@pytest.mark.parametrize(
    "audience",
    [
        *(BASE, f"{BASE}/", f"{BASE}/cds-services/", f"{BASE}/cds-services/pulmet-survival"),
        *("http://pulmet/cds-services", [], 5),
        [f"{BASE}/cds-services", "https://other.example"],
    ],
)
async def test_audience_must_be_exactly_the_address(present, audience):
    """`aud` must be the URL of the endpoint that is called."""
    assert "token_audience" == await present(sign(aud=audience))


@pytest.mark.parametrize("claim", ["iss", "exp", "iat", "jti"])
async def test_claim_is_required(present, claim):
    """`iss`, `aud`, `exp`, `iat` and `jti` are required."""
    assert "token_claims" == await present(sign(**{claim: None}))


async def test_audience_is_required(present):
    """As the other claims."""
    assert "token_audience" == await present(sign(aud=None))


async def test_expired_token_is_refused(present):
    """`exp`, with 10 s for clocks that differ."""
    assert await present(sign(iat=NOW - 60, exp=NOW - 9)) is None
    assert await present(sign(iat=NOW - 60, exp=NOW - 10)) is None
    assert "token_expired" == await present(sign(iat=NOW - 60, exp=NOW - 11))


async def test_token_of_the_future_is_refused(present):
    """`iat`, with 10 s for clocks that differ."""
    assert await present(sign(iat=NOW + 9)) is None
    assert await present(sign(iat=NOW + 10)) is None
    assert "token_early" == await present(sign(iat=NOW + 11))


@pytest.mark.parametrize("life", [301, 3600, 0, -1])
async def test_token_lives_at_most_five_minutes(present, life):
    """Stricter than the standard, so that what was seen can be remembered."""
    assert "token_lifetime" == await present(sign(iat=NOW, exp=NOW + life))


@pytest.mark.parametrize("life", [1, 299, 300])
async def test_token_may_live_up_to_five_minutes(present, life):
    """300 s are not too many."""
    assert await present(sign(iat=NOW, exp=NOW + life)) is None


async def test_replayed_token_is_refused(present):
    """`jti` protects against replay."""
    token = sign(jti="once")

    assert await present(token) is None
    assert "token_replayed" == await present(token)
    assert "token_replayed" == await present(sign(jti="once", exp=NOW + 90))


async def test_refused_token_does_not_use_up_its_name(present):
    """Nobody can block a client's token by sending its name first."""
    assert "token_signature" == await present(sign(key=STRANGER, jti="mine"))
    assert await present(sign(jti="mine")) is None


def test_what_was_seen_is_bounded_and_forgotten_when_it_expires():
    """When it is full, tokens are refused; none is forgotten before it expires."""
    seen = SeenTokens(most=2)

    assert [True, True, False] == [seen.admit(("i", n), 10, now=0) for n in "abc"]
    assert not seen.admit(("i", "a"), 20, now=10)
    assert seen.admit(("i", "a"), 20, now=11)


@pytest.mark.parametrize(
    "token",
    ["zzzz", "zz.zz.zz", "....", "'''", "x" * 9000, handmade([], {})],
    ids=range(6),
)
async def test_what_is_no_token_is_refused(present, token):
    """Never a defect."""
    assert await present(token) in {"token_malformed", "token_missing"}


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        ({"alg": ["ES384"]}, {}),
        ({"jku": 5}, {}),
        ({}, {"exp": 10**400, "iat": 1.5}),
        ({}, {"exp": float("inf")}),
        ({}, {"exp": float("nan"), "iat": float("nan")}),
        ({}, {"exp": True}),
        ({}, {"exp": "1"}),
        ({}, {"iss": ["a"]}),
        ({}, {"jti": "x" * 256}),
        ({}, {"jti": {}}),
    ],
    ids=range(10),
)
async def test_odd_headers_and_claims_are_refused(present, header, claims):
    """Each member has the type of the standard; never a defect."""
    now = NOW
    usual = {"iss": ISSUER, "aud": f"{BASE}/cds-services", "jti": "a", "iat": now, "exp": now + 60}
    token = handmade({"alg": "ES384", "typ": "JWT", "kid": "ec", **header}, {**usual, **claims})
    codes = {"token_malformed", "token_algorithm", "token_header", "token_claims"}

    assert await present(token) in {*codes, "token_lifetime"}


async def test_other_schemes_are_refused(present):
    """`Authorization: Bearer {{JWT}}`."""
    assert "token_missing" == await present(sign(), scheme="Basic")


async def test_keys_are_read_from_the_allowed_address(make_app, connection, fhir_server):
    """`jku`: read once, and again when an unknown key is named, but not all the time."""
    fhir_server.instead["keys"] = {"keys": []}
    jku = f"{fhir_server.base}/keys"
    app = make_app(base_url=BASE, clients=(Client(iss=ISSUER, jku=jku),))
    async with connection(app) as client:

        async def ask(**members):
            headers = {"authorization": f"Bearer {sign(**members)}"}
            return (await client.get("/cds-services", headers=headers)).status_code

        assert 401 == await ask()
        assert 401 == await ask(kid="other")
        assert 1 == len(fhir_server.asked)
        fhir_server.instead["keys"] = KEYS
        app.state.verifier._keys[ISSUER]._clock = lambda: time.monotonic() + 60
        assert [200, 200, 200] == [await ask(), await ask(), await ask(header={"jku": jku})]
        assert 2 == len(fhir_server.asked)


@pytest.mark.parametrize("content", [b"?", [], {"keys": 5}, {"keys": [5]}])
async def test_unreadable_keys_are_refused(make_app, connection, fhir_server, content):
    """Never a defect."""
    fhir_server.instead["keys"] = content
    client = Client(iss=ISSUER, jku=f"{fhir_server.base}/keys")
    async with connection(make_app(base_url=BASE, clients=(client,))) as http:
        headers = {"authorization": f"Bearer {sign()}"}
        response = await http.get("/cds-services", headers=headers)

    assert 401 == response.status_code


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_without_clients_only_this_machine_may_call(
    make_app, connection, read_problem, method, path
):
    """Open on loopback, refused elsewhere."""
    async with connection(make_app(on_loopback=False)) as client:
        problem = read_problem(await client.request(method, path, json={}))
    async with connection(make_app()) as client:
        response = await client.request(method, path, json={})

    assert (403, "clients_not_configured") == (problem["status"], problem["errors"][0]["code"])
    assert response.status_code in {200, 404, 422}


def test_the_limits_are_those_that_the_reference_states():
    """docs/cds-hooks.md."""
    assert (300, 10) == (client_token.LONGEST_LIFE_SECONDS, client_token.SKEW_SECONDS)
