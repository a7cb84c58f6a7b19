"""A record system for the screenshot of a launch: it answers a page in the browser itself."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route

BASE = "https://fhir.hospital.example/r4"
CLIENTS = json.dumps([{"iss": BASE, "client_id": "pulmet", "name": "Hospital"}])

_RECORD = Path(__file__).parents[1] / "tests" / "fhir" / "record.json"
_NAME = [{"use": "official", "family": "Example", "given": ["Ada"]}]
_HEADERS = {"access-control-allow-origin": "*", "access-control-allow-headers": "authorization"}


def answer(page: Page) -> None:
    """Answer whatever the page asks of the record system."""
    page.route(f"{BASE}/**", _answer)


def _answer(route: Route) -> None:
    address = urlsplit(route.request.url)
    path = address.path.removeprefix("/r4/")
    if path == "authorize":
        asked = parse_qs(address.query)
        back = f"{asked['redirect_uri'][0]}?code=1&state={asked['state'][0]}"
        route.fulfill(status=302, headers={"location": back})
        return
    content = _find(path)
    route.fulfill(json=content, headers=_HEADERS)


def _find(path: str) -> object:
    entries = json.loads(_RECORD.read_text("utf-8"))["entry"]
    person = entries[0]["resource"]
    known = {
        ".well-known/smart-configuration": {
            "authorization_endpoint": f"{BASE}/authorize",
            "token_endpoint": f"{BASE}/token",
            "code_challenge_methods_supported": ["S256"],
        },
        "token": {"access_token": "1", "token_type": "Bearer", "patient": person["id"]},
        f"Patient/{person['id']}": {**person, "name": _NAME},
    }
    found = [entry for entry in entries if entry["resource"]["resourceType"] == path]
    return known.get(path, {"resourceType": "Bundle", "type": "searchset", "entry": found})
