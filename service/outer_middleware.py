"""The outermost layer: a name for each request, and no defect leaves without an answer.

A defect is logged by its kind and its place in the code. Its message is not, because it may
hold what the request contained.
"""

import logging
import traceback
import uuid

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.language import catalogue_of, language_headers
from service.problems import ProblemResponse, internal_problem

_log = logging.getLogger("pulmet.service")

REQUEST_ID_HEADER = b"x-request-id"


class OuterMiddleware:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = str(uuid.uuid4())
        scope.setdefault("state", {})["request_id"] = request_id
        started = False

        async def send_named(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [
                    *message.get("headers", ()),
                    (REQUEST_ID_HEADER, request_id.encode()),
                    (b"cache-control", b"no-store"),
                    (b"x-content-type-options", b"nosniff"),
                    *language_headers(scope),
                ]
            await send(message)

        try:
            await self._app(scope, receive, send_named)
        except ClientDisconnect:
            return  # the client has disconnected
        except Exception as error:  # noqa: BLE001  # the one place where a defect ends
            _log.error("request %s failed: %s", request_id, _place_of(error))
            if not started:
                problem = internal_problem(catalogue_of(Request(scope)))
                await ProblemResponse(problem)(scope, receive, send_named)


def _place_of(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-5:]))
    return f"{type(error).__name__} at {places}"
