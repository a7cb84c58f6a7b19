"""Reading a body strictly: what is valid is read, and all else is refused by the rule it breaks."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.body import DRAINED_BYTES, MAX_BYTES, MAX_DEPTH, Malformed, parse

REFUSED = [
    (b"", "not_json"),
    (b"{", "not_json"),
    (b"{} {}", "not_json"),
    (b"{'a': 1}", "not_json"),
    (b'{"a": 1,}', "not_json"),
    (b"[01]", "not_json"),
    (b'"\x00"', "not_json"),
    (b"nan", "not_json"),
    (b"NaN", "number_not_finite"),
    (b"[Infinity]", "number_not_finite"),
    (b'{"a": -Infinity}', "number_not_finite"),
    (b"1e400", "number_not_finite"),
    (b"-1e400", "number_not_finite"),
    (b"9" * 310, "number_not_finite"),
    (b"9" * 5000, "number_not_finite"),
    (b"-" + b"9" * 5000, "number_not_finite"),
    (b'{"a": 1, "a": 1}', "duplicate_key"),
    (b'[{"b": {"a": 1, "\\u0061": 2}}]', "duplicate_key"),
    (b"[" * 150_000, "too_deep"),
    (b'{"a":' * 150_000, "too_deep"),
    (b"[" * 2000 + b"]" * 2000, "too_deep"),
    (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "too_deep"),
    (b"[" * (MAX_DEPTH + 1) + b"1" + b"]" * (MAX_DEPTH + 1), "too_deep"),
    (b'"\\ud800"', "lone_surrogate"),
    (b'{"\\udc00": 1}', "lone_surrogate"),
    (b'["\\udc00\\ud800"]', "lone_surrogate"),
    (b'"\xff"', "not_utf8"),
    (b'"\xc0\xaf"', "not_utf8"),
    (b'"\xed\xa0\x80"', "not_utf8"),
    ("{}".encode("utf-16"), "not_utf8"),
    ("{}".encode("utf-16-le"), "not_json"),
    (b"\xef\xbb\xbf{}", "byte_order_mark"),
]

CONTENT_TYPES = [
    "application/json",
    "Application/JSON",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
    "application/json; charset=utf8",
    "application/json; profile=anything",
]

OTHER_CONTENT_TYPES = [
    None,
    "",
    "text/plain",
    "text/json",
    "application/problem+json",
    "application/jsonp",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json, text/plain",
]


@pytest.fixture
def send(client):
    """Ask about a patient under the headers given, and no other content type."""

    async def send(headers):
        content = b'{"patient": {}, "explain": false}'
        return await client.post("/v1/predictions", content=content, headers=headers)

    return send


@pytest.mark.parametrize(("content", "code"), REFUSED, ids=lambda v: str(v)[:24])
def test_text_that_is_not_read_is_refused_by_its_rule(content, code):
    """One rule each, and nothing of the text in the error."""
    with pytest.raises(Malformed) as caught:
        parse(content)

    assert code == caught.value.fault.code
    assert set(caught.value.fault.details) <= {"highest", "line", "column"}


def test_text_of_the_greatest_depth_is_read():
    """32 levels are allowed."""
    for inmost in (b"", b"1", b'"text"'):
        text = b"[" * MAX_DEPTH + inmost + b"]" * MAX_DEPTH

        assert json.loads(text) == parse(text)


def test_text_that_is_not_json_is_refused_with_its_place():
    """Line and column help, and repeat nothing."""
    with pytest.raises(Malformed) as caught:
        parse(b'{\n  "a": ?\n}')

    assert {"line": 2, "column": 8} == caught.value.fault.details


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b'{"a": [1, 2.5, true, null, "x"]}', {"a": [1, 2.5, True, None, "x"]}),
        (b" \n{}\t", {}),
        ('"\u00e9 \U0001f9ec"'.encode(), "\u00e9 \U0001f9ec"),
        (b'"\\ud83e\\uddec"', "\U0001f9ec"),
        (b"1e308", 1e308),
        (b"-0.0", 0),
        (b"9" * 300, int("9" * 300)),
    ],
)
def test_valid_text_is_read(content, value):
    """As any JSON reader would read it."""
    assert value == parse(content)


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(st.characters(codec="utf-8")),
        lambda children: (
            st.lists(children) | st.dictionaries(st.text(st.characters(codec="utf-8")), children)
        ),
    )
)
def test_what_json_writes_is_read_back(value):
    """Over generated values."""
    assert value == parse(json.dumps(value).encode())
    assert value == parse(json.dumps(value, ensure_ascii=False).encode())


@given(
    st.binary()
    | st.lists(
        st.sampled_from(
            [
                b"{",
                b"}",
                b"[",
                b"]",
                b'"',
                b":",
                b",",
                b"1",
                b"-",
                b"e9",
                b".",
                b"NaN",
                b"null",
                b"\\ud800",
                b"\xff",
                b"\x00",
                b"\\",
                b"\\u0000",
                b"9" * 400,
            ]
        )
    ).map(b"".join)
)
def test_any_bytes_are_read_or_refused(content):
    """Nothing but a value that can be written again, or a rule that is broken."""
    try:
        value = parse(content)
    except Malformed:
        return

    written = json.dumps(value, allow_nan=False, ensure_ascii=False).encode()

    assert value == parse(written)


@pytest.mark.anyio
@pytest.mark.parametrize("content_type", CONTENT_TYPES)
async def test_json_is_read_under_each_name_of_its_media_type(send, content_type):
    """Letter case, quotes and parameters do not matter."""
    for encoding in ({}, {"content-encoding": "identity"}):
        response = await send({"content-type": content_type, **encoding})

        assert 200 == response.status_code


@pytest.mark.anyio
@pytest.mark.parametrize("content_type", OTHER_CONTENT_TYPES)
async def test_other_media_type_is_refused(send, read_problem, content_type):
    """A form cannot reach the service from another site's page."""
    headers = {} if content_type is None else {"content-type": content_type}
    problem = read_problem(await send(headers))

    assert (415, "media_type_unsupported") == (problem["status"], problem["errors"][0]["code"])


@pytest.mark.anyio
@pytest.mark.parametrize("charset", ["utf-16", "latin-1", "us-ascii", "x"])
async def test_other_charset_is_refused(send, read_problem, charset):
    """JSON is exchanged in UTF-8."""
    problem = read_problem(await send({"content-type": f"application/json; charset={charset}"}))

    assert (415, "charset_unsupported") == (problem["status"], problem["errors"][0]["code"])


@pytest.mark.anyio
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "gzip, identity"])
async def test_compressed_body_is_refused(send, read_problem, encoding):
    """So that a small body cannot become a large one."""
    headers = {"content-type": "application/json", "content-encoding": encoding}
    problem = read_problem(await send(headers))

    assert (415, "content_encoding_unsupported") == (
        problem["status"],
        problem["errors"][0]["code"],
    )


@pytest.mark.anyio
async def test_any_content_type_is_accepted_or_refused(send):
    """No header makes the reader of headers fail: 500 combinations of what may confuse it."""
    pieces = ["application/json", ";", "charset", "=", "*", "0", '"', "utf-8", "''", "%ff", "\xe9"]
    pieces += [" ", ",", "(", "\\", "utf-16", "idna", "punycode", "\t"]
    generator = random.Random(7)  # noqa: S311  # a repeatable choice, and no secret
    for _ in range(500):
        parameters = "".join(generator.choices(pieces, k=generator.randint(0, 8)))
        content_type = f"application/json;charset{parameters}".encode("latin-1")

        assert (await send({b"content-type": content_type})).status_code in {200, 415}


@pytest.mark.anyio
@pytest.mark.parametrize(("excess", "status"), [(0, 200), (1, 413)])
async def test_body_may_have_one_mebibyte_and_not_a_byte_more(client, excess, status):
    """Blanks around an object are part of the body, and the limit is counted in bytes."""
    body = b'{"patient": {}}'
    content = body + b" " * (MAX_BYTES - len(body) + excess)
    headers = {"content-type": "application/json"}

    response = await client.post("/v1/predictions", content=content, headers=headers)

    assert status == response.status_code


@pytest.mark.anyio
async def test_body_that_never_ends_is_answered_all_the_same(client, read_problem):
    """Some of what is too much is read and dropped, so that the sender hears of it; not all."""
    sent = []

    async def chunks():
        while True:
            sent.append(MAX_BYTES)
            yield b" " * MAX_BYTES

    headers = {"content-type": "application/json"}
    problem = read_problem(await client.post("/v1/predictions", content=chunks(), headers=headers))

    assert (413, "body_too_large") == (problem["status"], problem["errors"][0]["code"])
    assert sum(sent) <= 2 * DRAINED_BYTES


@pytest.mark.parametrize("digits", [308, 309])
def test_a_whole_number_may_have_as_many_digits_as_a_float_can_hold(digits):
    """The largest float, 1.8e308, has 309."""
    assert int("9" * digits) == parse(b"9" * digits)
