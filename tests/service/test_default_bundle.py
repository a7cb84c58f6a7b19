"""Which bundle is served where none is named."""

import os

import pytest

from service import default_bundle
from service.default_bundle import IN_WORKING_FOLDER, find_default_bundle
from service.settings import read_settings


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path, monkeypatch):
    """Work in an empty folder, without settings."""
    for name in [name for name in os.environ if name.startswith("PULMET_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "working"
    folder.mkdir()
    monkeypatch.chdir(folder)


@pytest.fixture
def packaged(tmp_path, monkeypatch):
    """Let the package hold a bundle."""
    folder = tmp_path / "packaged"
    folder.mkdir()
    monkeypatch.setattr(default_bundle, "IN_PACKAGE", folder)
    return folder


def test_bundle_that_came_with_the_package_is_served(packaged):
    """Where the working folder has none."""
    assert packaged == read_settings().bundle


def test_bundle_of_the_working_folder_comes_first(packaged):
    """Even where it is no bundle: it is refused, and no other served in its place."""
    IN_WORKING_FOLDER.mkdir(parents=True)

    assert IN_WORKING_FOLDER == read_settings().bundle
    assert packaged.is_dir()


def test_bundle_that_is_named_comes_before_both(packaged, monkeypatch):
    """By an option before a variable."""
    IN_WORKING_FOLDER.mkdir(parents=True)
    monkeypatch.setenv("PULMET_BUNDLE", "by variable")

    assert "by variable" == str(read_settings().bundle)
    assert "by option" == str(read_settings({"bundle": "by option"}).bundle)
    assert packaged.is_dir()


def test_without_any_the_working_folder_is_named(monkeypatch, tmp_path):
    """It is where `make train` would put one."""
    monkeypatch.setattr(default_bundle, "IN_PACKAGE", tmp_path / "absent")

    assert IN_WORKING_FOLDER == find_default_bundle()


def test_working_folder_that_cannot_be_searched_has_none(packaged, monkeypatch):
    """As that of another user: the system answers EACCES."""

    def refuse(path, **_):
        if path == IN_WORKING_FOLDER:
            raise PermissionError
        return True

    monkeypatch.setattr("pathlib.Path.exists", refuse)

    assert packaged == find_default_bundle()
