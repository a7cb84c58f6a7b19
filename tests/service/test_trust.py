"""Who is trusted, by the settings."""

import json

import pytest

from service.settings import Settings, SettingsInvalid, read_settings

ORIGIN = "https://records.example.org"


@pytest.fixture
def settings(monkeypatch):
    """Read settings from variables."""

    def read(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(f"PULMET_CDS_{name}", value)
        return read_settings()

    return read


def test_nobody_is_trusted_unless_named():
    """No clients, no FHIR servers, no origins, nothing kept."""
    trust = Settings().trust

    assert ((), frozenset(), (), None) == (
        trust.clients,
        trust.fhir_hosts,
        trust.origins,
        trust.feedback,
    )
    assert "http://127.0.0.1:8000" == trust.base_url


def test_trust_comes_from_its_variables(settings, tmp_path):
    """Lists are separated by spaces; clients are JSON."""
    keys = tmp_path / "keys.json"
    keys.write_text('{"keys": []}')
    clients = [{"iss": "a", "jku": f"{ORIGIN}/keys"}, {"iss": "b", "jwks": str(keys)}]
    trust = settings(
        CLIENTS=json.dumps(clients),
        FHIR_HOSTS="fhir.example.org 127.0.0.1:8080 [::1]:90",
        AUDIENCE="https://pulmet.example.org/cds",
        ORIGINS=ORIGIN,
        FEEDBACK=str(tmp_path / "feedback.jsonl"),
    ).trust

    assert ["a", "b"] == [client.iss for client in trust.clients]
    assert {"fhir.example.org:443", "127.0.0.1:8080", "[::1]:90"} == trust.fhir_hosts
    assert (ORIGIN,) == trust.origins
    assert "https://pulmet.example.org/cds" == trust.base_url


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLIENTS", "?"),
        ("CLIENTS", "{}"),
        ("CLIENTS", '[{"iss": "CANARY"}]'),
        ("CLIENTS", '[{"iss": "CANARY", "jku": "https://a.example", "jwks": "b"}]'),
        ("CLIENTS", '[{"iss": "CANARY", "jku": "http://CANARY.example/keys"}]'),
        ("CLIENTS", '[{"iss": "CANARY", "jwks": "/nowhere/CANARY"}]'),
        ("CLIENTS", '[{"iss": "CANARY", "jku": "https://a.example", "other": 1}]'),
        ("FHIR_HOSTS", "https://CANARY.example"),
        ("FHIR_HOSTS", "*"),
        ("AUDIENCE", "CANARY"),
        ("AUDIENCE", "https://canary.example/"),
        ("ORIGINS", "*"),
        ("ORIGINS", "https://CANARY.example/path"),
    ],
)
def test_a_wrong_setting_is_refused_by_its_name(settings, name, value):
    """And never by its value."""
    with pytest.raises(SettingsInvalid) as raised:
        settings(**{name: value})

    assert f"PULMET_CDS_{name}: " in str(raised.value)
    assert "canary" not in str(raised.value).lower()
