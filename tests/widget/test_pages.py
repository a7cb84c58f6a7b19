"""What the service gives, without a browser."""

import base64
import gzip
import hashlib
import json
from pathlib import Path

import httpx
import pytest

from service.settings import SettingsInvalid, read_settings

STATIC = Path(__file__).parents[2] / "service" / "static"
MAX_GZIPPED_BYTES = 60_000


def built():
    return json.loads((STATIC / "integrity.json").read_text())


@pytest.mark.parametrize("path", ["/", "/widget"])
def test_page_is_served_under_a_strict_policy(service_url, allowed_host, path):
    answer = httpx.get(f"{service_url}{path}", timeout=600)
    policy = dict(
        directive.split(" ", 1)
        for directive in answer.headers["content-security-policy"].split("; ")
    )

    assert answer.headers["content-type"].startswith("text/html")
    assert "'none'" == policy["default-src"]
    assert "'self'" == policy["script-src"] == policy["style-src"] == policy["connect-src"]
    assert f"'self' {allowed_host.origin}" == policy["frame-ancestors"]
    assert "set-cookie" not in answer.headers


def test_page_insists_on_the_digest_of_the_committed_file(service_url):
    name = built()["file"]
    digest = hashlib.sha384((STATIC / name).read_bytes()).digest()
    expected = f"sha384-{base64.b64encode(digest).decode()}"

    assert expected == built()["integrity"]
    assert f'src="widget/{name}" integrity="{expected}"' in httpx.get(service_url, timeout=600).text
    assert expected == httpx.get(f"{service_url}/widget/integrity.json", timeout=600).json()["integrity"]


def test_name_without_version_gives_the_version_served(service_url):
    pinned = httpx.get(f"{service_url}/widget/{built()['file']}", timeout=600)
    following = httpx.get(f"{service_url}/widget/pulmet-survival.js", timeout=600)

    assert pinned.headers["content-type"].startswith("text/javascript")
    assert pinned.content == following.content


def test_widget_is_small():
    """All that a page loads, as a browser that asks for gzip would receive it from a proxy."""
    files = [STATIC / built()["file"], STATIC / "page.css"]
    size = sum(len(gzip.compress(file.read_bytes())) for file in files)

    assert size < MAX_GZIPPED_BYTES


@pytest.mark.parametrize("name", ["nothing.js", "..%2f__init__.py", "%2e%2e/__init__.py"])
def test_nothing_else_is_given(service_url, name):
    assert 404 == httpx.get(f"{service_url}/widget/{name}", timeout=600).status_code


def test_language_that_is_not_spoken_leaves_no_trace_in_the_page(service_url):
    page = httpx.get(f"{service_url}/widget", timeout=600).text

    assert page == httpx.get(f'{service_url}/widget?language="><script>', timeout=600).text


@pytest.mark.parametrize(
    ("value", "sources"),
    [
        (None, ("'self'",)),
        ("'none'", ("'none'",)),
        ("https://records.example.org", ("https://records.example.org",)),
        (
            "'self' https://a.example:8443 http://10.0.0.1",
            (
                "'self'",
                "https://a.example:8443",
                "http://10.0.0.1",
            ),
        ),
    ],
)
def test_frame_ancestors_are_read(monkeypatch, value, sources):
    if value is not None:
        monkeypatch.setenv("PULMET_FRAME_ANCESTORS", value)

    assert sources == read_settings().frame_ancestors


@pytest.mark.parametrize(
    "value",
    [
        "",
        "*",
        "https:",
        "https://*.example.org",
        "https://a.example/path",
        "https://a.example; script-src *",
        "'none' https://a.example",
        "self",
        "https://a.example\nx: y",
        '["https://a.example"]',
    ],
)
def test_what_is_no_list_of_origins_is_refused(monkeypatch, value):
    monkeypatch.setenv("PULMET_FRAME_ANCESTORS", value)

    with pytest.raises(SettingsInvalid, match=r"PULMET_FRAME_ANCESTORS: .*'none'"):
        read_settings()
