"""Requests to an app in process, without a socket."""

from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Scope


def ask(app: ASGIApp, path: str, body: str) -> Callable[[], Awaitable[object]]:
    """Prepare one request through the app, to be awaited."""
    content = body.encode()
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [
            (b"host", b"127.0.0.1"),
            (b"content-type", b"application/json"),
            (b"content-length", str(len(content)).encode()),
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: Message) -> None:
        if message.get("status", 200) != 200:  # noqa: PLR2004  # what success is
            raise RuntimeError(f"a profiled request was answered with {message['status']}")

    return lambda: app({**scope, "state": {}}, receive, send)
