"""The command line: answers on standard output, faults on standard error, exit codes."""

import errno
import io
import json
import os
import shutil

import pytest

from service.__main__ import main
from service.server import CannotListen

CANARY = "CANARY-7731"


@pytest.fixture(autouse=True)
def _settings(monkeypatch, bundle_folder):
    """Serve the small bundle, on this machine."""
    for name in [name for name in os.environ if name.startswith("PULMET_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PULMET_BUNDLE", str(bundle_folder))


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command with a text on standard input; give exit code, output and error lines."""

    def run(*arguments, stdin=b""):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err.splitlines()

    return run


@pytest.fixture
def served(monkeypatch):
    """Stand in for the server, and record how it would have been started."""
    started = []

    def start(app, host, port):
        started.append((app, host, port))

    monkeypatch.setattr("service.__main__.run_server", start)
    monkeypatch.setattr("service.__main__.tune_interpreter", lambda: started.append("tuned"))
    return started


@pytest.fixture
def altered(bundle_folder, tmp_path, monkeypatch):
    """Give a copy of the bundle to spoil, and serve that."""
    folder = tmp_path / "bundle"
    shutil.copytree(bundle_folder, folder)
    monkeypatch.setenv("PULMET_BUNDLE", str(folder))
    return folder


def test_request_on_standard_input_is_answered_on_standard_output(run):
    """One line of JSON, nothing else, and 0."""
    code, output, errors = run("predict", stdin=b'{"patient": {"nodule_count": 2}}')

    assert (0, []) == (code, errors)
    assert 1 == output.count("\n")
    assert "cox" == json.loads(output)["predictions"][0]["model"]


@pytest.mark.anyio
async def test_answer_is_that_of_the_http_service(run, ask, ordinary):
    """To the last digit, apart from the request's name."""
    question = {"patient": ordinary, "what_if": [{"nodule_count": 1}], "survived_months": 9}
    over_http = await ask(**question)

    _, output, _ = run("predict", stdin=json.dumps(question).encode())
    answer = json.loads(output)

    assert over_http.pop("request_id") != answer.pop("request_id")
    assert over_http == answer


@pytest.mark.parametrize(
    ("stdin", "places"),
    [
        (b'{"patient": {"sex": "CANARY-7731"}}', ["/patient/sex"]),
        (
            b'{"patient": {"age_years": 77317731, "ecog": true}, "survived_months": -1}',
            ["/survived_months", "/patient/age_years", "/patient/ecog"],
        ),
        (b'{"patient": {"local_therapy": "sabr"}}', ["/patient/local_therapy"]),
        (b'{"patient": {}, "models": ["CANARY-7731"]}', ["/models/0"]),
        (b'{"patient": {}, "what_if": [{}]}', ["/what_if/0"]),
        (b"[]", ["request"]),
        (b"", ["request"]),
        (b'{"patient": {"age_years": NaN}}', ["request"]),
        (b"\xff\xfe", ["request"]),
        (b" " * (1024 * 1024 + 1), ["request"]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_bad_request_has_a_line_for_each_fault(run, stdin, places):
    """On standard error, with the place; nothing on standard output; 2."""
    code, output, errors = run("predict", stdin=stdin)

    assert (2, "") == (code, output)
    assert [f"python -m service: {place}" for place in places] == [
        line.rsplit(": ", line.count(": ") - 1)[0] for line in errors
    ]
    assert not [line for line in errors if CANARY in line or "77317731" in line]


def test_openapi_prints_the_document(run, app):
    """As it is served."""
    code, output, errors = run("openapi")

    assert (0, []) == (code, errors)
    assert app.openapi() == json.loads(output)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PULMET_PORT", "CANARY-7731"),
        ("PULMET_PORT", "77317731"),
        ("PULMET_HOST", ""),
        ("PULMET_HOST", "canary-7731.example"),
        ("PULMET_ALLOW_UNAUTHENTICATED", "CANARY-7731"),
    ],
)
def test_wrong_setting_is_refused_in_one_line(run, served, monkeypatch, name, value):
    """Which names the variable and not its value."""
    monkeypatch.setenv(name, value)

    code, output, (line,) = run("serve")

    assert (2, "", []) == (code, output, served)
    assert line.startswith(f"python -m service: {name}: ")
    assert not value or value not in line


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_on_loopback_the_service_starts_without_a_word(run, served, monkeypatch, host):
    """Nobody else can reach it."""
    monkeypatch.setenv("PULMET_HOST", host)

    assert (0, "", []) == run("serve")
    assert "tuned" == served[0]
    assert host == served[1][1]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])  # noqa: S104  # to be refused
def test_off_loopback_the_service_refuses_to_start(run, served, monkeypatch, host):
    """It asks nobody who they are; the line says how to allow it."""
    monkeypatch.setenv("PULMET_HOST", host)

    code, _, (line,) = run("serve")

    assert (2, []) == (code, served)
    assert "PULMET_ALLOW_UNAUTHENTICATED=true" in line


def test_off_loopback_the_service_starts_with_a_warning_when_that_is_allowed(
    run, served, monkeypatch
):
    """Whoever reads the log learns of it."""
    monkeypatch.setenv("PULMET_HOST", "192.0.2.1")
    monkeypatch.setenv("PULMET_ALLOW_UNAUTHENTICATED", "true")

    code, _, (line,) = run("serve")

    assert (0, 2) == (code, len(served))
    assert "warning" in line
    assert "without authentication" in line


def test_options_win_over_variables(run, served, monkeypatch, bundle_folder):
    """Even over variables that are wrong."""
    for name in ("PULMET_HOST", "PULMET_PORT", "PULMET_BUNDLE"):
        monkeypatch.setenv(name, CANARY)
    options = ["--host", "::1", "--port", "8123", "--bundle", str(bundle_folder)]

    assert (0, "", []) == run("serve", *options)
    assert ("::1", 8123) == served[1][1:]


@pytest.mark.parametrize("command", ["predict", "openapi"])
def test_bundle_is_an_option_of_each_command(run, monkeypatch, bundle_folder, command):
    """So that none needs a variable."""
    monkeypatch.setenv("PULMET_BUNDLE", CANARY)

    code, output, errors = run(command, "--bundle", str(bundle_folder), stdin=b'{"patient": {}}')

    assert (0, []) == (code, errors)
    assert output


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--port", "CANARY-7731"),
        ("--port", "77317731"),
        ("--port", "0"),
        ("--port", "65536"),
        ("--host", ""),
        ("--host", "canary-7731.example"),
    ],
)
def test_wrong_option_is_refused_in_one_line(run, served, monkeypatch, option, value):
    """Which names the option, not its variable, and not its value."""
    monkeypatch.setenv("PULMET_PORT", "8123")

    code, output, (line,) = run("serve", option, value)

    assert (2, "", []) == (code, output, served)
    assert line.startswith(f"python -m service: {option}: ")
    assert value in {"", "0"} or value not in line  # "0" is part of other numbers


@pytest.mark.parametrize("port", ["1", "65535"])
def test_port_may_be_any_that_there_is(run, served, port):
    """From the first to the last."""
    assert (0, "", []) == run("serve", "--port", port)
    assert int(port) == served[1][2]


@pytest.mark.parametrize("setting", ["host", "port"])
@pytest.mark.parametrize("given", ["option", "variable", "default"])
def test_what_cannot_be_listened_on_is_named_by_where_it_was_given(
    run, monkeypatch, setting, given
):
    """The option, the variable, or both where it was the default."""

    def refuse(*_):
        raise CannotListen(errno.EADDRINUSE if setting == "port" else errno.EADDRNOTAVAIL)

    value = {"host": "127.0.0.1", "port": "8123"}[setting]
    monkeypatch.setattr("service.__main__.run_server", refuse)
    monkeypatch.setattr("service.__main__.tune_interpreter", lambda: None)
    if given == "variable":
        monkeypatch.setenv(f"PULMET_{setting.upper()}", value)
    options = [f"--{setting}", value] if given == "option" else []

    code, output, (line,) = run("serve", *options)

    expected = {
        "option": f"--{setting}",
        "variable": f"PULMET_{setting.upper()}",
        "default": f"--{setting} or PULMET_{setting.upper()}",
    }[given]
    assert (2, "") == (code, output)
    assert line.startswith(f"python -m service: {expected}: ")


def test_messages_name_the_program_that_was_called(monkeypatch, capsys):
    """Faults of settings, requests and arguments alike."""
    code = main(["serve", "--port", "x"], "another")
    lines = capsys.readouterr().err.splitlines()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"[]"), "utf-8"))
    main(["predict"], "another")
    lines += capsys.readouterr().err.splitlines()
    with pytest.raises(SystemExit):
        main(["serve", "--prot", "1"], "another")
    lines += capsys.readouterr().err.splitlines()

    assert (2, 3) == (code, len(lines))
    assert ["another"] * 3 == [line.split(":")[0].split(" ")[0] for line in lines]


@pytest.mark.parametrize("command", ["serve", "predict", "openapi"])
def test_missing_bundle_is_refused_in_one_line(run, served, monkeypatch, tmp_path, command):
    """Whatever the command."""
    monkeypatch.setenv("PULMET_BUNDLE", str(tmp_path))

    code, output, (line,) = run(command, stdin=b'{"patient": {}}')

    assert (2, "", []) == (code, output, served)
    assert "no manifest.json" in line


def test_altered_arrays_are_refused_in_one_line(run, altered):
    """The file is named."""
    arrays = next(altered.glob("*.npz"))
    arrays.write_bytes(arrays.read_bytes()[:-1] + b"?")

    code, output, (line,) = run("predict", stdin=b'{"patient": {}}')

    assert (2, "") == (code, output)
    assert f"{arrays.name}: SHA-256 differs" in line


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format_version": 3}, "format version"),
        ({"clinical_use": True}, "clinical_use"),
        ({"golden": []}, "golden"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_altered_manifest_is_refused_in_one_line(run, altered, change, reason):
    """Nobody can make a bundle claim clinical use."""
    path = altered / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), "utf-8")

    code, _, (line,) = run("serve")

    assert 2 == code
    assert reason in line


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_manifest_that_is_no_object_is_refused_in_one_line(run, altered, content):
    """Whatever stands in the file."""
    (altered / "manifest.json").write_bytes(content)

    code, _, (line,) = run("serve")

    assert 2 == code
    assert "manifest.json" in line


@pytest.mark.parametrize(
    "arguments", [[], ["CANARY-7731"], ["serve", "--prot", "1"], ["predict", "--port", "1"]]
)
def test_unknown_command_is_refused_in_one_line(run, capsys, arguments):
    """With the exit code of bad input."""
    with pytest.raises(SystemExit) as caught:
        run(*arguments)

    assert 2 == caught.value.code
    assert 1 == capsys.readouterr().err.count("\n")
