"""`GET /launch` and `/launch/return`: the calculator, launched from a patient's record.

The page is the same for everybody: what an address holds is read in the browser only, and never
by the service. It names the FHIR servers that the operator listed, and its policy lets the browser
ask those and no others.
"""

import json
from collections.abc import Sequence
from html import escape
from string import Template

from fastapi import APIRouter, Request, Response

from service.cds.prefetch import PATIENT_ID, TEMPLATES
from service.routes.pages import content_security_policy, describe_script, read_widget
from service.smart import SmartClient

router = APIRouter(include_in_schema=False)

_PAGE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>pulmet</title>
<link rel="icon" href="${base}widget/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${base}widget/page.css">
<link rel="stylesheet" href="${base}widget/launch.css">
<script type="module" src="${base}widget/$file" integrity="$integrity" crossorigin="anonymous"></script>
<script type="module" src="${base}widget/$launch_file" integrity="$launch_integrity" crossorigin="anonymous"></script>
</head>
<body class="full">
<main>
<h1>pulmet</h1>
<div id="launch" data-settings="$settings"></div>
<noscript>The calculator needs JavaScript.</noscript>
</main>
</body>
</html>
""")  # noqa: E501  # a line of the page

WIDGET = "integrity.json"
LAUNCH = "launch-integrity.json"


def _describe(clients: Sequence[SmartClient], *, returned: bool) -> str:
    """Write what the page needs to know: servers, what to read there, and where it stands."""
    searches = {
        key: template.replace(PATIENT_ID, "{patient}") for key, template in TEMPLATES.items()
    }
    servers = [client.model_dump(exclude_none=True) for client in clients]
    return json.dumps({"servers": servers, "searches": searches, "returned": returned})


def _page(request: Request, *, returned: bool) -> Response:
    clients: tuple[SmartClient, ...] = request.app.state.smart
    files = read_widget()
    launch = describe_script(files, LAUNCH)
    reached = dict.fromkeys(origin for client in clients for origin in client.reached)
    ancestors = request.app.state.frame_ancestors
    return Response(
        _PAGE.substitute(
            describe_script(files, WIDGET),
            base="../" if returned else "",
            launch_file=launch["file"],
            launch_integrity=launch["integrity"],
            settings=escape(_describe(clients, returned=returned)),
        ),
        media_type="text/html",
        headers={
            "Content-Security-Policy": content_security_policy(ancestors, tuple(reached)),
            "Referrer-Policy": "no-referrer",
        },
    )


@router.get("/launch")
def launch_calculator(request: Request) -> Response:
    """Show the page that a launch begins on."""
    return _page(request, returned=False)


@router.get("/launch/return")
def return_to_calculator(request: Request) -> Response:
    """Show the page that an authorisation server returns to."""
    return _page(request, returned=True)
