"""Starting and stopping the server: what it refuses to start with, and how it says so."""

import shutil
import signal
import socket

import pytest


def lines_of(finished):
    """Give the lines on standard error, without a traceback among them."""
    lines = finished.stderr.decode().splitlines()
    assert "Traceback" not in finished.stderr.decode()
    return lines


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PULMET_PORT", "CANARY-7731"),
        ("PULMET_ALLOW_UNAUTHENTICATED", "CANARY-7731"),
        ("PULMET_HOST", "canary-7731.example"),
    ],
)
def test_wrong_setting_ends_the_program_with_2_and_one_line(run_service, name, value):
    """The variable is named, its value is not."""
    finished = run_service("serve", **{name: value})
    (line,) = lines_of(finished)

    assert (2, b"") == (finished.returncode, finished.stdout)
    assert name in line
    assert value not in line


def test_address_that_others_reach_is_refused(run_service):
    """0.0.0.0 is every address of this machine."""
    finished = run_service("serve", PULMET_HOST="0.0.0.0")  # noqa: S104  # to be refused
    (line,) = lines_of(finished)

    assert 2 == finished.returncode
    assert "PULMET_ALLOW_UNAUTHENTICATED=true" in line


def test_missing_bundle_ends_the_program_with_2_and_one_line(run_service, tmp_path):
    """The folder is named, so that it can be corrected."""
    finished = run_service("serve", PULMET_BUNDLE=tmp_path / "nowhere")
    (line,) = lines_of(finished)

    assert 2 == finished.returncode
    assert "nowhere" in line


def test_altered_bundle_ends_the_program_with_2_and_one_line(run_service, bundle_folder, tmp_path):
    """One byte is enough."""
    folder = tmp_path / "bundle"
    shutil.copytree(bundle_folder, folder)
    arrays = next(folder.glob("*.npz"))
    content = bytearray(arrays.read_bytes())
    content[len(content) // 2] ^= 1
    arrays.write_bytes(content)

    finished = run_service("serve", PULMET_BUNDLE=folder)
    (line,) = lines_of(finished)

    assert 2 == finished.returncode
    assert arrays.name in line


@pytest.mark.parametrize("by_option", [True, False])
def test_port_that_is_taken_ends_the_program_with_2_and_one_line(run_service, by_option):
    """It names what gave the port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        if by_option:
            finished = run_service("serve", "--port", port)
        else:
            finished = run_service("serve", PULMET_PORT=port)
    (line,) = lines_of(finished)

    name = "--port" if by_option else "PULMET_PORT"
    assert (2, b"") == (finished.returncode, finished.stdout)
    assert f"python -m service: {name}: another program listens on this port" in line
    assert port not in line


def test_server_stops_with_0_on_ctrl_c(start_server):
    """Without a traceback."""
    with start_server() as server:
        server.process.send_signal(signal.SIGINT)

        assert 0 == server.process.wait(timeout=600)
    assert "Traceback" not in server.log


def test_server_says_where_it_listens_and_nothing_of_who_asks(server, client):
    """A request leaves no line."""
    client.get("/v1/factors")

    assert f"http://127.0.0.1:{server.port}" in server.log
    assert "/v1/factors" not in server.log


def test_headers_do_not_name_the_software(client):
    """Nor its version."""
    headers = client.get("/health/live").headers

    assert "server" not in headers
    assert "uvicorn" not in str(headers)


def test_every_answer_over_the_socket_is_named_and_not_stored(client):
    """The name in the header is that in the body, and no two are equal."""
    answers = [client.post("/v1/predictions", json={"patient": {}}) for _ in range(3)]
    names = [answer.json()["request_id"] for answer in answers]

    assert 3 == len(set(names))
    for answer, name in zip(answers, names, strict=True):
        assert name == answer.headers["x-request-id"]
        assert "no-store" == answer.headers["cache-control"]
        assert "application/json" == answer.headers["content-type"]
