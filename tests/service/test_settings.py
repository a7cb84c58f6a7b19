"""Settings: read once from the environment, refused by name and never by value."""

import os
from pathlib import Path

import pytest

from service import default_bundle
from service.settings import Settings, SettingsInvalid, read_settings

WRONG = [
    ("PULMET_HOST", ""),
    ("PULMET_PORT", ""),
    ("PULMET_PORT", "CANARY-7731"),
    ("PULMET_PORT", "0"),
    ("PULMET_PORT", "77317731"),
    ("PULMET_PORT", "-77317731"),
    ("PULMET_PORT", "7731.7731"),
    ("PULMET_ALLOW_UNAUTHENTICATED", "CANARY-7731"),
    ("PULMET_ALLOW_UNAUTHENTICATED", ""),
    ("PULMET_ALLOW_UNAUTHENTICATED", "77317731"),
    ("PULMET_CDS_FETCH_SECONDS", "0.0"),
    ("PULMET_CDS_FETCH_SECONDS", "-7731"),
    ("PULMET_CDS_FETCH_SECONDS", "60.07731"),
    ("PULMET_CDS_FETCH_SECONDS", "nan"),
    ("PULMET_CDS_FETCH_SECONDS", "CANARY-7731"),
]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    """Whatever the machine sets does not matter here."""
    for name in [name for name in os.environ if name.startswith("PULMET_")]:
        monkeypatch.delenv(name)


def test_defaults_serve_the_default_bundle_on_this_machine_only(monkeypatch, tmp_path):
    """127.0.0.1:8000, `bundles/default`, nobody else."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(default_bundle, "IN_PACKAGE", tmp_path / "absent")

    settings = read_settings()

    assert ("127.0.0.1", 8000, Path("bundles/default"), False) == (
        settings.host,
        settings.port,
        settings.bundle,
        settings.allow_unauthenticated,
    )


def test_every_setting_comes_from_its_variable(monkeypatch):
    """Under the common prefix."""
    monkeypatch.setenv("PULMET_HOST", "::1")
    monkeypatch.setenv("PULMET_PORT", "9001")
    monkeypatch.setenv("PULMET_BUNDLE", "elsewhere")
    monkeypatch.setenv("PULMET_ALLOW_UNAUTHENTICATED", "true")

    assert (
        Settings(host="::1", port=9001, bundle=Path("elsewhere"), allow_unauthenticated=True)
        == read_settings()
    )


@pytest.mark.parametrize("seconds", ["0.001", "60"])
def test_time_for_the_fhir_server_may_be_anything_up_to_a_minute(monkeypatch, seconds):
    """What is above 0 and at most 60."""
    monkeypatch.setenv("PULMET_CDS_FETCH_SECONDS", seconds)

    assert float(seconds) == read_settings().trust.fetch_seconds


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_wrong_variable_is_refused_by_its_name(monkeypatch, name, value):
    """One line, which names the variable and does not repeat its value."""
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsInvalid) as caught:
        read_settings()

    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{name}: ")
    assert not value or value not in line


def test_each_wrong_variable_has_its_line(monkeypatch):
    """All of them at once."""
    monkeypatch.setenv("PULMET_HOST", "")
    monkeypatch.setenv("PULMET_PORT", "x")

    with pytest.raises(SettingsInvalid) as caught:
        read_settings()

    assert ["PULMET_HOST", "PULMET_PORT"] == [
        line.split(":")[0] for line in str(caught.value).splitlines()
    ]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_loopback_is_this_machine(host):
    """Both families, and the name."""
    assert Settings(host=host).on_loopback


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.168.1.2", "10.0.0.1", "example.org", "localhost.example.org", "127.1"],  # noqa: S104  # the addresses that must not count as loopback
)
def test_every_other_address_is_not_this_machine(host):
    """What cannot be told to be loopback counts as reachable."""
    assert not Settings(host=host).on_loopback


def test_option_wins_over_its_variable(monkeypatch):
    """And leaves the other variables alone; a wrong variable that is not used is not judged."""
    monkeypatch.setenv("PULMET_HOST", "::1")
    monkeypatch.setenv("PULMET_PORT", "CANARY-7731")

    settings = read_settings({"port": "8123"})

    assert ("::1", 8123) == (settings.host, settings.port)


def test_wrong_option_is_refused_by_its_name_beside_a_wrong_variable(monkeypatch):
    """Each by what gave it."""
    monkeypatch.setenv("PULMET_HOST", "")

    with pytest.raises(SettingsInvalid) as caught:
        read_settings({"port": "CANARY-7731"})

    lines = str(caught.value).splitlines()
    assert {"PULMET_HOST", "--port"} == {line.split(":")[0] for line in lines}
    assert "CANARY" not in str(caught.value)
