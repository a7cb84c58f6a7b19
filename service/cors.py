"""Which origins' pages may call from a browser: one list for CDS Hooks, one for the rest."""

from collections.abc import Sequence

from fastapi.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

CDS_SERVICES = "/cds-services"


class Cors:
    """ASGI middleware that answers for each part by its own list."""

    def __init__(self, app: ASGIApp, pages: Sequence[str], cds: Sequence[str]) -> None:
        self._pages = _allow(app, pages, ["content-type"])
        self._cds = _allow(app, cds, ["authorization", "content-type"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        path = scope.get("path", "")
        is_cds = path == CDS_SERVICES or path.startswith(f"{CDS_SERVICES}/")
        await (self._cds if is_cds else self._pages)(scope, receive, send)


def _allow(app: ASGIApp, origins: Sequence[str], headers: Sequence[str]) -> ASGIApp:
    if not origins:
        return app
    return CORSMiddleware(
        app, allow_origins=origins, allow_methods=["GET", "POST"], allow_headers=headers
    )
