"""`GET /`, `/widget` and `/widget/*`: the calculator full page, in an iframe, and its files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException

from service.language import LANGUAGES

router = APIRouter(include_in_schema=False)

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "json": "application/json",
        "svg": "image/svg+xml",
    }
)

INTEGRITY = "integrity.json"
FOLLOWING = "pulmet-survival.js"
"""Names whatever version is served; a page that insists on a digest names the version instead."""

# Addresses are relative, so that the service may stand behind a proxy under any path.
_PAGE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>pulmet</title>
<link rel="icon" href="widget/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="widget/page.css">
<script type="module" src="widget/$file" integrity="$integrity" crossorigin="anonymous"></script>
</head>
<body class="$layout">
<main>
<h1>pulmet</h1>
<pulmet-survival$attributes></pulmet-survival>
<noscript>The calculator needs JavaScript.</noscript>
</main>
</body>
</html>
""")


@dataclass(frozen=True)
class StaticFile:
    """One file of the built widget."""

    content: bytes
    media_type: str


@cache
def read_widget() -> Mapping[str, StaticFile]:
    """Read the built widget from `service/static`, by file name."""
    files = {
        file.name: StaticFile(file.read_bytes(), MEDIA_TYPES[file.name.rpartition(".")[2]])
        for file in resources.files("service").joinpath("static").iterdir()
    }
    return MappingProxyType({**files, FOLLOWING: files[describe_script(files)["file"]]})


def describe_script(
    files: Mapping[str, StaticFile], described_in: str = INTEGRITY
) -> Mapping[str, str]:
    """Give a script's file name and its SRI digest, as the build wrote them."""
    built: Mapping[str, str] = json.loads(files[described_in].content)
    return built


def content_security_policy(frame_ancestors: tuple[str, ...], reached: tuple[str, ...] = ()) -> str:
    """Write the policy of the pages: what is not the service's own is refused.

    Parameters
    ----------
    frame_ancestors : tuple of str
        Who may embed the pages in an iframe.
    reached : tuple of str
        Origins beside the service's own that the page may ask.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            " ".join(("connect-src 'self'", *reached)),
            "img-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html",
            f"frame-ancestors {' '.join(frame_ancestors)}",
        )
    )


def _page(request: Request, layout: str, language: str | None) -> Response:
    attributes = f' language="{language}"' if language in LANGUAGES else ""
    built = describe_script(read_widget())
    return Response(
        _PAGE.substitute(layout=layout, attributes=attributes, **built),
        media_type="text/html",
        headers={
            "Content-Security-Policy": content_security_policy(request.app.state.frame_ancestors),
            "Referrer-Policy": "no-referrer",
        },
    )


SpokenLanguage = Annotated[
    str | None,
    Query(description="Without it, or not spoken here: the browser's, and the user may choose."),
]


@router.get("/")
def show_calculator(request: Request, language: SpokenLanguage = None) -> Response:
    """Show the calculator full page."""
    return _page(request, "full", language)


@router.get("/widget")
def show_widget(request: Request, language: SpokenLanguage = None) -> Response:
    """Show the calculator for an iframe."""
    return _page(request, "embedded", language)


@router.get("/widget/{name}")
def give_file(name: str) -> Response:
    """Give one file of the built widget."""
    file = read_widget().get(name)
    if file is None:
        raise HTTPException(404)
    return Response(file.content, media_type=file.media_type)
