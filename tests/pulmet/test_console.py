"""The console script: it finds the program of a command, and hands it all that follows."""

import subprocess
import sys
from importlib.metadata import version

import pytest

from pulmet import console
from pulmet.console import SERVICE_COMMANDS, TRAINING_COMMANDS, main

COMMANDS = [*SERVICE_COMMANDS, *TRAINING_COMMANDS]

LAZY = """
import sys
from pulmet.console import main
try:
    main(["--help"])
except SystemExit as left:
    assert not left.code
assert not {"models", "service", "training"} & set(sys.modules)
"""


@pytest.fixture
def called(monkeypatch):
    """Stand in for both programs, and record what they are called with."""
    calls = []

    def program(name, code):
        return lambda *arguments: calls.append((name, *arguments)) or code

    monkeypatch.setattr("service.__main__.main", program("service", 0))
    monkeypatch.setattr("training.__main__.main", program("training", 2))
    return calls


@pytest.mark.parametrize("command", SERVICE_COMMANDS)
def test_command_of_the_service_is_handed_on(called, command):
    """As it came, under the name that was called; its exit code comes back."""
    assert 0 == main([command, "--version", "x"])
    assert [("service", [command, "--version", "x"], "pulmet")] == called


@pytest.mark.parametrize("command", TRAINING_COMMANDS)
def test_command_of_training_is_handed_on(called, command):
    """As it came, under the name that was called; its exit code comes back."""
    assert 2 == main([command, "--output", "x"])
    assert [("training", [command, "--output", "x"], "pulmet")] == called


def test_help_has_a_line_for_each_command(capsys):
    """Its name, and what it does."""
    with pytest.raises(SystemExit) as caught:
        main(["--help"])

    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    told = {words[0]: " ".join(words[1:]) for words in lines if words}
    assert not caught.value.code
    assert SERVICE_COMMANDS | TRAINING_COMMANDS == {name: told[name] for name in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_of_its_own(command, capsys):
    """Which calls it by the name that was called."""
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])

    assert not caught.value.code
    assert capsys.readouterr().out.startswith(f"usage: pulmet {command} ")


def test_no_command_prints_the_usage(capsys, monkeypatch):
    """On standard error, with the exit code of bad input."""
    monkeypatch.setattr("sys.argv", ["pulmet"])

    assert 2 == main()
    printed = capsys.readouterr()
    assert ("", "usage: pulmet [-h] [--version] COMMAND ...\n") == (printed.out, printed.err)


@pytest.mark.parametrize("argument", ["tarin", "--sreve", ""])
def test_unknown_command_is_refused_in_one_line(argument, capsys):
    """With the exit code of bad input."""
    with pytest.raises(SystemExit) as caught:
        main([argument, "--output", "x"])

    (line,) = capsys.readouterr().err.splitlines()
    assert 2 == caught.value.code
    assert line.startswith("pulmet: ")


def test_version_is_that_of_the_distribution(capsys):
    """On standard output."""
    with pytest.raises(SystemExit) as caught:
        main(["--version"])

    assert not caught.value.code
    assert f"pulmet {version('pulmet')}\n" == capsys.readouterr().out


@pytest.mark.parametrize("command", TRAINING_COMMANDS)
def test_missing_libraries_are_told_with_the_extra_that_brings_them(
    called, command, capsys, monkeypatch
):
    """In one line, before anything of training is imported."""
    monkeypatch.setattr(console, "missing_libraries", lambda *_: ("joblib", "tqdm"))

    code = main([command])

    (line,) = capsys.readouterr().err.splitlines()
    assert (2, []) == (code, called)
    assert line.startswith(f"pulmet {command}: not installed: joblib, tqdm; ")
    assert line.endswith("pip install 'pulmet[train]'")


@pytest.mark.parametrize("command", TRAINING_COMMANDS)
def test_a_failing_import_is_not_taken_for_a_missing_extra(command, monkeypatch):
    """It is a defect, and shows itself."""
    monkeypatch.setitem(sys.modules, "training.__main__", None)

    with pytest.raises(ModuleNotFoundError):
        main([command])


def test_help_loads_neither_program():
    """It answers at once, also where one of them cannot be loaded."""
    subprocess.run([sys.executable, "-W", "error", "-c", LAZY], check=True, stdout=subprocess.PIPE)
