"""Which FHIR servers may launch: read from the settings, refused by name and never by value."""

import json
import os

import pytest

from service.settings import SettingsInvalid, read_settings
from service.smart import SmartClient, may_launch

ISS = "https://fhir.example.org/r4"
CLIENT = {"iss": ISS, "client_id": "pulmet"}

WRONG = [
    "",
    "CANARY-7731",
    "{}",
    [7],
    [{"iss": ISS}],
    [{"client_id": "pulmet"}],
    [{**CLIENT, "more": 1}],
    [{**CLIENT, "client_id": ""}],
    [{**CLIENT, "client_id": "a b"}],
    [{**CLIENT, "name": ""}],
    [{**CLIENT, "iss": f"{ISS}/"}],
    [{**CLIENT, "iss": f"{ISS}?a=1"}],
    [{**CLIENT, "iss": f"{ISS}#a"}],
    [{**CLIENT, "iss": "http://fhir.example.org/r4"}],
    [{**CLIENT, "iss": "ftp://fhir.example.org/r4"}],
    [{**CLIENT, "iss": "https://user@fhir.example.org/r4"}],
    [{**CLIENT, "iss": "https://fhir.example.org; script-src *"}],
    [{**CLIENT, "iss": "https://*.example.org"}],
    [{**CLIENT, "origins": ["https://login.example.org/token"]}],
    [{**CLIENT, "origins": ["http://login.example.org"]}],
    [{**CLIENT, "origins": ["*"]}],
    [CLIENT, {**CLIENT, "client_id": "other"}],
]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    for name in [name for name in os.environ if name.startswith("PULMET_")]:
        monkeypatch.delenv(name)


def test_nobody_may_launch_by_default():
    assert () == read_settings().smart_clients


@pytest.mark.parametrize(
    ("iss", "origins", "reached"),
    [
        (ISS, [], ("https://fhir.example.org",)),
        (
            "https://fhir.example.org:8443",
            ["https://login.example.org"],
            ("https://fhir.example.org:8443", "https://login.example.org"),
        ),
        ("http://127.0.0.1:9000/v/r4/sim/a_b-c=,~$/fhir", [], ("http://127.0.0.1:9000",)),
        ("http://localhost:9000/fhir", [], ("http://localhost:9000",)),
        ("https://[2001:db8::1]/fhir", [], ("https://[2001:db8::1]",)),
    ],
)
def test_server_is_read_and_says_which_origins_are_asked(monkeypatch, iss, origins, reached):
    client = {**CLIENT, "iss": iss, "origins": origins, "name": "Hospital"}
    monkeypatch.setenv("PULMET_SMART_CLIENTS", json.dumps([client]))
    (read,) = read_settings().smart_clients

    assert SmartClient(**client) == read
    assert reached == read.reached


@pytest.mark.parametrize("value", WRONG, ids=range(len(WRONG)))
def test_what_is_no_list_of_clients_is_refused_by_its_name(monkeypatch, value):
    text = value if isinstance(value, str) else json.dumps(value)
    monkeypatch.setenv("PULMET_SMART_CLIENTS", text)

    with pytest.raises(SettingsInvalid) as caught:
        read_settings()

    for line in str(caught.value).splitlines():
        assert line.startswith("PULMET_SMART_CLIENTS: ")
        assert "CANARY" not in line


@pytest.mark.parametrize(
    ("server", "may"),
    [
        (ISS, True),
        (f"{ISS}/", True),
        (None, False),
        ("", False),
        (f"{ISS}x", False),
        (f"{ISS}/x", False),
        ("https://fhir.example.org", False),
        ("https://FHIR.example.org/r4", False),
    ],
)
def test_only_a_listed_address_may_launch(server, may):
    assert may == may_launch([SmartClient(**CLIENT)], server)
