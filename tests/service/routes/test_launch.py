"""The pages of a launch, without a browser."""

import html
import json
import re

import pytest

from service.app import create_app
from service.cds.prefetch import TEMPLATES
from service.smart import SmartClient

pytestmark = pytest.mark.anyio

CLIENTS = (
    SmartClient(iss="https://fhir.example.org/r4", client_id="a", name="\"'><script>&amp;"),
    SmartClient(
        iss="https://fhir.example.org/dstu2",
        client_id="b",
        origins=("https://login.example.org",),
    ),
)


def settings_in(page):
    return json.loads(html.unescape(re.search(r'data-settings="([^"]*)"', page)[1]))


@pytest.fixture
def app(bundle):
    """Give an app that two FHIR servers may launch."""
    return create_app(bundle, smart=CLIENTS)


@pytest.mark.parametrize(("path", "base"), [("/launch", ""), ("/launch/return", "../")])
async def test_page_names_its_files_relative_to_itself(client, path, base):
    """The service may stand behind a proxy under any path."""
    page = (await client.get(path)).text
    sources = re.findall(r'(?:src|href)="([^"]*)"', page)

    assert all(source.startswith(f"{base}widget/") for source in sources)
    for source in sources:
        assert (await client.get(f"/{source.removeprefix('../')}")).is_success


async def test_page_holds_no_script_of_its_own(client):
    """Scripts are files, each with its digest."""
    scripts = re.findall(r"<script[^>]*>[^<]*", (await client.get("/launch")).text)

    assert 2 == len(scripts)
    assert all(re.search(r' integrity="sha384-[^"]+"[^>]*>$', script) for script in scripts)


async def test_page_is_told_the_servers_and_what_is_read_there(client):
    """The same searches as those of CDS Hooks, and no markup from a setting."""
    page = (await client.get("/launch")).text
    settings = settings_in(page)

    assert [json.loads(c.model_dump_json(exclude_none=True)) for c in CLIENTS] == settings[
        "servers"
    ]
    assert list(TEMPLATES) == list(settings["searches"])
    assert all("{patient}" in search for search in settings["searches"].values())
    assert "context." not in page
    assert "'><script>" not in page


async def test_page_knows_whether_it_is_the_one_returned_to(client):
    """Each does one half of a launch, and not the other."""
    first, second = [(await client.get(path)).text for path in ("/launch", "/launch/return")]

    assert [False, True] == [settings_in(page)["returned"] for page in (first, second)]


async def test_policy_lets_the_listed_origins_be_asked_and_no_other(client):
    """Each once; neither the calculator's own page."""
    policy = (await client.get("/launch")).headers["content-security-policy"]
    plain = (await client.get("/")).headers["content-security-policy"]

    expected = "connect-src 'self' https://fhir.example.org https://login.example.org; "
    assert expected in policy
    assert "connect-src 'self'; " in plain


async def test_page_without_servers_asks_nobody(bundle, connection):
    """It says in the browser that none is set up."""
    async with connection(create_app(bundle)) as client:
        answer = await client.get("/launch?iss=https://fhir.example.org/r4&launch=1")

    assert 200 == answer.status_code
    assert [] == settings_in(answer.text)["servers"]
    assert "connect-src 'self'; " in answer.headers["content-security-policy"]


async def test_record_says_how_long_ago_the_operation_was(client):
    """A record without one: 0."""
    person = {"resourceType": "Patient", "id": "1"}
    record = {"resourceType": "Bundle", "entry": [{"resource": person}]}

    assert 0 == (await client.post("/v1/records", json=record)).json()["survived_months"]
