import shutil
import subprocess
import sys

import pytest

from models.bundle import read_bundle
from models.errors import GoldenDiffers
from training import __main__ as command_line
from training.commands import train as train_command


def run(*arguments, cwd):
    """Run the command line as a user does, with warnings as errors."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "training", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_good_run_writes_a_bundle_and_says_so(tmp_path):
    """Exit code 0; the last line alone on stdout, the progress on stderr."""
    done = run("train", "--output", "bundle", "--reconstructions", "2", "--seed", "5", cwd=tmp_path)

    assert (0, "bundle written to bundle\n") == (done.returncode, done.stdout), done.stderr
    assert "2/2" in done.stderr
    told = read_bundle(tmp_path / "bundle").manifest.training
    assert (5, 2) == (told["seed"], told["n_reconstructions"])
    assert {"bundle", "bundle.research"} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize(
    ("arguments", "names", "allows"),
    [
        (["train"], "--output", "required"),
        (["train", "--output"], "--output", "expected one argument"),
        (["train", "--output", "b", "--seed", "-1"], "--seed", "at least 0"),
        (["train", "--output", "b", "--seed", "1e3"], "--seed", "whole number"),
        (["train", "--output", "b", "--seed", "9" * 5000], "--seed", "whole number"),
        (["train", "--output", "b", "--seed", "1000000000"], "--seed", "whole number"),
        (["train", "--output", "b", "--reconstructions", "1"], "--reconstructions", "at least 2"),
        (["train", "--output", "b", "--reconstructions", "2.5"], "--reconstructions", "whole"),
        (["train", "--output", "b", "--jobs", "0"], "--jobs", "at least 1"),
        (["train", "--output", "b", "--jobs", "many"], "--jobs", "whole number"),
        (["train", "--output", "b", "--sede", "1"], "--sede", "unrecognized"),
        (["tarin"], "tarin", "choose from"),
        (["check"], "--registry", "required"),
        (["template"], "--output", "required"),
        ([], "COMMAND", "required"),
    ],
)
def test_wrong_option_ends_with_2_and_one_line(arguments, names, allows, capsys):
    """The line names the option and what is allowed."""
    with pytest.raises(SystemExit) as exit_info:
        command_line.main(arguments)

    out, error = capsys.readouterr()
    assert (2, "") == (exit_info.value.code, out)
    assert [error.rstrip("\n")] == error.splitlines()
    assert names in error
    assert allows in error


@pytest.mark.parametrize("seed", [0, 99_999_999, 999_999_999])
def test_seed_may_have_up_to_nine_digits(tmp_path, monkeypatch, seed):
    """Ten are refused: a whole number of 32 bits is what the libraries take."""
    seeds = []
    monkeypatch.setattr(train_command, "train", lambda _, settings, __: seeds.append(settings.seed))

    assert 0 == command_line.main(["train", "--output", str(tmp_path / "b"), "--seed", str(seed)])
    assert [seed] == seeds


def test_wrong_option_in_a_process_of_its_own(tmp_path):
    """The exit code reaches the shell, and nothing is written."""
    done = run("train", "--output", "bundle", "--reconstructions", "1", cwd=tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    expected = "argument --reconstructions: must be a whole number, at least 2"
    assert [f"python -m training train: {expected}"] == done.stderr.splitlines()
    assert [] == list(tmp_path.iterdir())


def test_occupied_output_ends_with_2_and_one_line_before_any_work(tmp_path):
    """A folder with somebody's file stays as it is."""
    (tmp_path / "notes.txt").write_text("mine")

    done = run("train", "--output", str(tmp_path), cwd=tmp_path.parent)

    assert (2, "") == (done.returncode, done.stdout)
    [line] = done.stderr.splitlines()
    assert "--output must be a new or empty folder, or with --replace" in line
    assert ["notes.txt"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    "registry", [[], ["--registry", "registry.csv"]], ids=["evidence", "registry"]
)
def test_bundle_stays_unless_it_may_be_replaced(registry, tmp_path, bundle_folder, capsys):
    """One line, before any work: not even the registry, which is not there, was looked for."""
    output = shutil.copytree(bundle_folder, tmp_path / "bundle")
    before = {path.name: path.read_bytes() for path in output.iterdir()}

    code = command_line.main(["train", "--output", str(output), *registry])

    [line] = capsys.readouterr().err.splitlines()
    assert (2, before) == (code, {path.name: path.read_bytes() for path in output.iterdir()})
    assert "--output holds a bundle; give --replace" in line


def test_bundle_is_replaced_when_somebody_says_so(tmp_path, bundle_folder, monkeypatch):
    """Training begins, with the folder as it is; writing it replaces the bundle as a whole."""
    output = shutil.copytree(bundle_folder, tmp_path / "bundle")
    trained = []
    monkeypatch.setattr(train_command, "train", lambda *given: trained.append(given[0]))

    code = command_line.main(["train", "--output", str(output), "--replace"])

    assert (0, [output]) == (code, trained)


def test_output_that_cannot_be_made_ends_with_2_and_one_line(tmp_path):
    """Below a file there is no folder."""
    (tmp_path / "file").write_text("")

    done = run("train", "--output", "file/bundle", cwd=tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    [line] = done.stderr.splitlines()
    assert "--output must lie in a folder that may be written to" in line


def test_defect_ends_with_1(tmp_path, monkeypatch, capsys):
    """An error that no option explains, here a bundle that does not verify."""

    def fail(*_):
        raise GoldenDiffers("golden prediction 0 is not reproduced")

    monkeypatch.setattr(train_command, "train", fail)

    code = command_line.main(["train", "--output", str(tmp_path / "bundle")])

    expected = "python -m training: GoldenDiffers: golden prediction 0 is not reproduced\n"
    assert (1, ("", expected)) == (code, tuple(capsys.readouterr()))


def test_help_names_every_option(capsys):
    """With its default where it has one."""
    with pytest.raises(SystemExit) as exit_info:
        command_line.main(["train", "--help"])

    out = capsys.readouterr().out
    assert 0 == exit_info.value.code
    for word in (
        "--output",
        "--replace",
        "--seed",
        "--reconstructions",
        "--jobs",
        "default 20241122",
    ):
        assert word in out
