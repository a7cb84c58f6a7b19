"""The command line: answers on standard output, faults on standard error, exit codes."""

import io
import json
import os
import shutil

import pytest

from service.__main__ import main

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

    def start(app, **options):
        started.append((app, options))

    monkeypatch.setattr("uvicorn.run", start)
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
    assert host == served[1][1]["host"]


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


def test_server_writes_no_line_with_what_was_sent(run, served):
    """Paths, queries and forwarded addresses stand in an access log as they came."""
    run("serve")

    assert served[1][1]["access_log"] is False
    assert served[1][1]["server_header"] is False


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
        ({"format_version": 2}, "format version"),
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


@pytest.mark.parametrize("arguments", [[], ["CANARY-7731"], ["serve", "--host", "x"]])
def test_unknown_command_is_refused_in_one_line(run, capsys, arguments):
    """With the exit code of bad input."""
    with pytest.raises(SystemExit) as caught:
        run(*arguments)

    assert 2 == caught.value.code
    assert 1 == capsys.readouterr().err.count("\n")
