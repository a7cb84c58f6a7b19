"""The HTTP server: its sockets are opened first, so that a failure to bind is reported plainly."""

import contextlib
import errno
import logging
import os
import socket
import sys
from typing import Any, Literal

import uvicorn
from fastapi import FastAPI

from models.errors import PulmetError

GRACE_SECONDS = 10
EXIT_DEFECT = 1

_BACKLOG = 2048  # uvicorn's own
_ABSENT = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
"""An address that a name stands for and that this machine does not have, such as that of IPv6."""

_PORT_REASONS = {
    errno.EADDRINUSE: "another program listens on this port; choose another",
    errno.EACCES: "this user may not listen on this port; choose one above 1023",
}


class CannotListen(PulmetError):
    """The host or the port cannot be listened on."""

    def __init__(self, fault: int | None) -> None:
        reason = None if fault is None else _PORT_REASONS.get(fault)
        self.setting: Literal["host", "port"] = "port" if reason else "host"
        super().__init__(reason or "not a name or address of this machine that can be listened on")


class AnnouncedServer(uvicorn.Server):
    """Says where it listens, once it does: uvicorn is silent about sockets that it is handed."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say where."""
        await super().startup(sockets)
        if self.started:
            host = f"[{self.config.host}]" if ":" in self.config.host else self.config.host
            logging.getLogger("uvicorn.error").info(
                "Uvicorn running on http://%s:%d (Press CTRL+C to quit)", host, self.config.port
            )


def run_server(app: FastAPI, host: str, port: int) -> None:
    """Serve until told to stop.

    Raises
    ------
    CannotListen
        Before anything is started.
    """
    sockets = open_sockets(host, port)
    server = AnnouncedServer(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            server_header=False,
            access_log=False,  # holds paths, queries and forwarded addresses as they were sent
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    )
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C, when it has stopped
        server.run(sockets)
    if not server.started:
        sys.exit(EXIT_DEFECT)


def open_sockets(host: str, port: int) -> list[socket.socket]:
    """Listen on each address that a host stands for (`localhost`: one of IPv4, one of IPv6).

    They listen at once: two programs may bind one address as long as neither listens.

    Raises
    ------
    CannotListen
        When one of them is taken, or this machine has none of them.
    """
    opened: list[socket.socket] = []
    fault = None
    for family, kind, protocol, _, address in _resolve(host, port):
        try:
            opened.append(_listen(socket.socket(family, kind, protocol), address))
        except OSError as error:
            fault = error.errno
            if fault not in _ABSENT:
                break
    if opened and (fault is None or fault in _ABSENT):
        return opened
    for one in opened:
        one.close()
    raise CannotListen(fault)


def _resolve(host: str, port: int) -> list[tuple[Any, ...]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):  # the latter for what cannot be a name
        raise CannotListen(None) from None
    return list(dict.fromkeys(found))


def _listen(opened: socket.socket, address: tuple[Any, ...]) -> socket.socket:
    """Bind and listen as asyncio does: the address is reused, and IPv6 does not include IPv4."""
    try:
        if os.name == "posix":  # elsewhere it would let two programs share a port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if opened.family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.bind(address)
        opened.listen(_BACKLOG)
    except OSError:
        opened.close()
        raise
    return opened
