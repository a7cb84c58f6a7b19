"""The HTTP server's sockets, opened for real; what is taken or absent is told by its setting."""

import errno
import logging
import socket
from contextlib import ExitStack

import pytest
import uvicorn
from fastapi import FastAPI

from service.server import AnnouncedServer, CannotListen, open_sockets, run_server

LOOPBACK = "127.0.0.1"


@pytest.fixture
def sockets():
    """Give `open_sockets`, and close what it opened."""
    with ExitStack() as opened:

        def open_and_keep(host, port):
            return [opened.enter_context(each) for each in open_sockets(host, port)]

        yield open_and_keep


@pytest.fixture
def resolved(monkeypatch):
    """Let every name stand for addresses of a test's choice."""

    def resolve(*addresses):
        tcp = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
        found = [(*tcp, address) for address in addresses]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)

    return resolve


@pytest.fixture
def built(monkeypatch):
    """Stand in for the running of a server, and record how it was built."""
    servers = []

    def run(server, sockets):
        servers.append((server, sockets))
        server.started = True
        for each in sockets:
            each.close()

    monkeypatch.setattr("uvicorn.Server.run", run)
    return servers


def test_socket_listens_at_once(sockets):
    """A client is heard before the server is."""
    (opened,) = sockets(LOOPBACK, 0)

    with socket.create_connection(opened.getsockname(), timeout=600) as client:
        assert opened.getsockname() == client.getpeername()


def test_port_in_use_is_a_fault_of_the_port(sockets):
    """As long as somebody listens there."""
    (taken,) = sockets(LOOPBACK, 0)

    with pytest.raises(CannotListen, match="another program") as caught:
        open_sockets(LOOPBACK, taken.getsockname()[1])

    assert "port" == caught.value.setting


def test_port_is_free_again_at_once_after_a_stop(sockets):
    """Although a connection of before still waits for its end (TIME_WAIT)."""
    (first,) = sockets(LOOPBACK, 0)
    address = first.getsockname()
    with socket.create_connection(address, timeout=600) as client:
        accepted, _ = first.accept()
        accepted.close()  # who closes first waits
        assert b"" == client.recv(1)
    first.close()

    (second,) = sockets(*address)

    assert address == second.getsockname()


@pytest.mark.parametrize(
    "host",
    ["192.0.2.1", "host.invalid", "a..b", "x" * 64],
    ids=["of nobody", "no such name", "no name", "too long"],
)
def test_address_that_is_not_here_is_a_fault_of_the_host(host):
    """TEST-NET-1 is nobody's (RFC 5737), and `.invalid` no name's (RFC 2606)."""
    with pytest.raises(CannotListen) as caught:
        open_sockets(host, 0)

    assert "host" == caught.value.setting
    assert host not in str(caught.value)


def test_port_that_needs_rights_is_a_fault_of_the_port():
    """The system's answer to a user without them is EACCES."""
    refused = CannotListen(errno.EACCES)

    assert "port" == refused.setting
    assert "1023" in str(refused)


def test_address_that_this_machine_lacks_is_left_out(sockets, resolved):
    """`localhost` names ::1 also where IPv6 is turned off."""
    resolved((LOOPBACK, 0), ("192.0.2.1", 0))

    assert [LOOPBACK] == [each.getsockname()[0] for each in sockets("both", 0)]


def test_taken_address_is_refused_also_beside_a_free_one(sockets, resolved):
    """And what was opened is closed."""
    (taken,) = sockets(LOOPBACK, 0)
    port = taken.getsockname()[1]
    resolved(("127.0.0.2", port), (LOOPBACK, port), ("192.0.2.1", port))

    with pytest.raises(CannotListen):
        open_sockets("many", port)

    with socket.socket() as again:
        again.bind(("127.0.0.2", port))


@pytest.mark.skipif(not socket.has_ipv6, reason="this Python knows no IPv6")
def test_ipv6_does_not_answer_for_ipv4(sockets):
    """`::` and `0.0.0.0` are two addresses, whatever the system's default."""
    try:
        (opened,) = sockets("::1", 0)
    except CannotListen:
        pytest.skip("this machine has no IPv6")

    assert opened.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY)


def test_connections_are_of_tcp(sockets):
    """asyncio sends small answers at once (TCP_NODELAY) only where the socket says so."""
    (opened,) = sockets(LOOPBACK, 0)

    assert socket.IPPROTO_TCP == opened.proto


def test_server_writes_no_line_with_what_was_sent(built):
    """Paths, queries and forwarded addresses stand in an access log as they came."""
    run_server(FastAPI(), LOOPBACK, 0)

    ((server, _),) = built
    assert (False, False) == (server.config.access_log, server.config.server_header)


def test_server_that_did_not_start_ends_with_1(monkeypatch):
    """It has said why; it is a defect, not bad input."""
    monkeypatch.setattr("uvicorn.Server.run", lambda _, sockets: [s.close() for s in sockets])

    with pytest.raises(SystemExit) as caught:
        run_server(FastAPI(), LOOPBACK, 0)

    assert 1 == caught.value.code


@pytest.mark.parametrize(
    ("host", "address"), [(LOOPBACK, LOOPBACK), ("::1", "[::1]"), ("localhost", "localhost")]
)
@pytest.mark.anyio
async def test_server_says_where_it_listens(monkeypatch, caplog, host, address):
    """In uvicorn's own words, which it keeps back when it is handed sockets."""

    async def start(server, _):
        server.started = True

    monkeypatch.setattr("uvicorn.Server.startup", start)
    server = AnnouncedServer(uvicorn.Config(FastAPI(), host=host, port=8123))
    logger = logging.getLogger("uvicorn.error")
    logger.addHandler(caplog.handler)  # uvicorn hands nothing on to the root
    with caplog.at_level(logging.INFO, "uvicorn.error"):
        await server.startup([])
    logger.removeHandler(caplog.handler)

    assert f"Uvicorn running on http://{address}:8123 (Press CTRL+C to quit)" in caplog.messages
