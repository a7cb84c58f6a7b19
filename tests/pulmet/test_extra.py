"""The libraries of an extra, read from the metadata of a distribution made for the test."""

import pytest

from pulmet.extra import missing_libraries


@pytest.fixture
def declare(tmp_path, monkeypatch):
    """Install a distribution `sample` that asks for what a test says."""

    def declare(*requirements):
        folder = tmp_path / "sample-1.0.dist-info"
        folder.mkdir()
        lines = ["Metadata-Version: 2.4", "Name: sample", "Version: 1.0"]
        lines += [f"Requires-Dist: {requirement}" for requirement in requirements]
        (folder / "METADATA").write_text("\n".join(lines), "utf-8")
        monkeypatch.syspath_prepend(tmp_path)

    return declare


def test_absent_libraries_of_the_extra_are_named(declare):
    """With or without bounds and extras of their own, in either quote; `pytest` is here."""
    declare(
        'no-such-library>=1.3; extra == "train"',
        "no.such_other[more]>=1; extra == 'train'",
        'pytest>=8; extra == "train"',
    )

    assert ("no-such-library", "no.such_other") == missing_libraries("sample", "train")


def test_what_is_not_of_the_extra_is_not_judged(declare):
    """Neither what is always needed, nor another extra, nor another platform."""
    declare(
        "no-such-library>=1",
        'no-such-judge; extra == "dev"',
        'no-such-loop; sys_platform != "win32"',
        'no-such-driver; sys_platform == "win32" and extra == "train"',
    )

    assert () == missing_libraries("sample", "train")


def test_a_name_is_found_however_it_is_written(declare):
    """`scikit_survival` is `scikit-survival`."""
    declare('Scikit_Survival>=0.24; extra == "train"')

    assert () == missing_libraries("sample", "train")


def test_distribution_without_requirements_lacks_nothing(declare):
    """Its metadata then hold no such line at all."""
    declare()

    assert () == missing_libraries("sample", "train")
