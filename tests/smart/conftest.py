"""SMART App Launch in a real browser, against a real authorisation and FHIR server."""

import base64
import hashlib
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx
import pytest

ROOT = Path(__file__).parents[2]
AXE = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"

CLIENT_ID = "pulmet-test"
PATIENT_ID = "sarcoma-1"
READ = " ".join(f"patient/{k}.rs" for k in ("Patient", "Condition", "Observation", "Procedure"))
HANG_SECONDS = 600
"""Ends a test that waits for what will never come; nothing else depends on it."""
DAY_OF_THE_RECORD = date(2026, 6, 1)

# A refusal is part of the standard, but browsers log every status of 400 and above.
REFUSED = re.compile(r"the server responded with a status of [45]\d\d")

LISTEN = """
window.violations = [];
window.answers = [];
addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
addEventListener("pulmet-prediction", (event) => window.answers.push(event.detail));
"""
KEPT = "[sessionStorage.length, localStorage.length, document.cookie]"


def resources_of_today():
    """Give the record's resources, moved in time so that they are as old as they were."""
    passed = datetime.now(UTC).date() - DAY_OF_THE_RECORD
    text = re.sub(
        r"\d{4}-\d\d-\d\d",
        lambda match: (date.fromisoformat(match[0]) + passed).isoformat(),
        (ROOT / "tests" / "fhir" / "record.json").read_text("utf-8"),
    )
    return [entry["resource"] for entry in json.loads(text)["entry"]]


class Ehr(ThreadingHTTPServer):
    """A record system: an authorisation server, and a FHIR server that asks for its tokens.

    It keeps the rules of SMART App Launch 2.2 that a server must keep, and refuses an app that does
    not keep its own. What a test sets on it, `reset` takes back.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _EhrHandler)
        self.origin = f"http://127.0.0.1:{self.server_address[1]}"
        self.redirect_uri = None
        self.released = threading.Event()
        self.reset()

    @property
    def base(self):
        """Give the address of the FHIR server."""
        return f"{self.origin}/fhir"

    def reset(self):
        """Make everything as it should be, and let go of reads that hang."""
        self.released.set()
        self.released = threading.Event()
        self.iss = self.base
        self.resources = resources_of_today()
        self.launches, self.codes, self.tokens = set(), {}, set()
        self.asked, self.authorised, self.exchanged = [], [], []
        self.page_size = 100
        self.configuration, self.granted = {}, {}
        self.returns, self.spoils_challenge = {}, False
        self.token_status, self.failing, self.hanging = 200, {}, set()
        self.next_origin = self.origin

    def open_chart(self):
        """Give the value of `launch` for a chart that somebody has open."""
        launch = secrets.token_urlsafe(16)
        self.launches.add(launch)
        return launch

    def describe(self):
        """Give `.well-known/smart-configuration`."""
        return {
            "authorization_endpoint": f"{self.origin}/authorize",
            "token_endpoint": f"{self.origin}/token",
            "grant_types_supported": ["authorization_code"],
            "code_challenge_methods_supported": ["S256"],
            "capabilities": ["launch-ehr", "launch-standalone", "client-public"],
            **self.configuration,
        }

    def authorise(self, query):
        """Give the parameters that the app is redirected with; a string says what it did wrong."""
        self.authorised.append(query)
        launch = query.get("launch")
        wanted = "launch/patient" if launch is None else "launch"
        rules = {
            "response_type": query.get("response_type") == "code",
            "client_id": query.get("client_id") == CLIENT_ID,
            "redirect_uri": query.get("redirect_uri") == self.redirect_uri,
            "aud": query.get("aud") == self.iss,
            "scope": query.get("scope") == f"{wanted} {READ}",
            "launch": launch is None or launch in self.launches,
            "state": len(set(query.get("state", ""))) > 8 and len(query["state"]) >= 32,
            "method": query.get("code_challenge_method") == "S256",
            "challenge": bool(re.fullmatch(r"[\w-]{43}", query.get("code_challenge", ""))),
        }
        wrong = [name for name, kept in rules.items() if not kept]
        if wrong:
            return f"wrong: {wrong}"
        code = f"{secrets.token_urlsafe(8)}+/&={secrets.token_urlsafe(8)}"
        self.codes[code] = "spoilt" if self.spoils_challenge else query["code_challenge"]
        answer = {"code": code, "state": query["state"], **self.returns}
        return {name: value for name, value in answer.items() if value is not None}

    def exchange(self, form):
        """Give status and body for a code; it is taken once, and with the right verifier only."""
        self.exchanged.append(form)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if self.codes.pop(form.get("code"), None) != challenge:
            return 400, {"error": "invalid_grant"}
        expected = {"authorization_code", self.redirect_uri, CLIENT_ID}
        if {form["grant_type"], form["redirect_uri"], form["client_id"]} != expected:
            return 400, {"error": "invalid_request"}
        token = secrets.token_urlsafe(24)
        self.tokens.add(token)
        granted = {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": 300,
            "scope": READ,
            "patient": PATIENT_ID,
            **self.granted,
        }
        return self.token_status, {k: v for k, v in granted.items() if v is not None}

    def find(self, kind, query):
        """Give one page of a search."""
        codes = {item.rpartition("|")[2] for item in query.get("code", "").split(",")} - {""}
        found = [
            resource
            for resource in self.resources
            if resource["resourceType"] == kind
            and (not codes or codes & {c["code"] for c in resource["code"]["coding"]})
        ]
        page = int(query.get("page", 0))
        shown = found[page * self.page_size : (page + 1) * self.page_size]
        bundle = {"resourceType": "Bundle", "type": "searchset"}
        bundle["entry"] = [{"resource": resource} for resource in shown]
        if (page + 1) * self.page_size < len(found):
            following = urlencode({**query, "page": page + 1})
            url = f"{self.next_origin}/fhir/{kind}?{following}"
            bundle["link"] = [{"relation": "next", "url": url}]
        return bundle

    def read(self, path, query, authorization):
        """Give status and body of a read."""
        kind, _, identity = path.partition("/")
        if kind in self.hanging:
            self.released.wait(HANG_SECONDS)
        if authorization.removeprefix("Bearer ") not in self.tokens:
            return 401, {"resourceType": "OperationOutcome"}
        if kind in self.failing:
            return self.failing[kind], {"resourceType": "OperationOutcome"}
        if kind == "Patient" and identity:
            found = [r for r in self.resources if r["resourceType"] == "Patient"]
            return (200, found[0]) if found else (404, {"resourceType": "OperationOutcome"})
        return 200, self.find(kind, query)


class _EhrHandler(BaseHTTPRequestHandler):
    """Answers one request of a browser."""

    server: Ehr

    def log_message(self, *_):
        """Write nothing."""

    def do_OPTIONS(self):  # the name that the standard library calls
        self._answer(204, None)

    def do_GET(self):
        address = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.server.asked.append(self.path)
        if address.path == "/authorize":
            answer = self.server.authorise(query)
            if isinstance(answer, str):
                return self._answer(400, {"error": answer})
            return self._redirect(f"{query['redirect_uri']}?{urlencode(answer)}")
        path = address.path.removeprefix("/fhir/")
        if path == ".well-known/smart-configuration":
            return self._answer(200, self.server.describe())
        authorization = self.headers.get("authorization", "")
        return self._answer(*self.server.read(path, query, authorization))

    def do_POST(self):
        self.server.asked.append(self.path)
        content = self.rfile.read(int(self.headers["content-length"])).decode()
        form = {name: values[0] for name, values in parse_qs(content).items()}
        self._answer(*self.server.exchange(form))

    def _redirect(self, to):
        self.send_response(302)
        self.send_header("location", to)
        self.send_header("content-length", "0")
        self.end_headers()

    def _answer(self, status, content):
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("access-control-allow-origin", "*")
        self.send_header("access-control-allow-headers", "authorization, content-type")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle(self):
        """Answer, also to somebody who has gone."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True


def run_ehr():
    """Start a record system, and stop it at the end."""
    with Ehr() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.released.set()
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def known_ehr():
    """Give a record system that the service lists."""
    yield from run_ehr()


@pytest.fixture(scope="session")
def other_ehr():
    """Give a record system that the service does not list."""
    yield from run_ehr()


@pytest.fixture
def ehr(known_ehr, service_url):
    """Give the record system, as it should be."""
    known_ehr.reset()
    known_ehr.redirect_uri = f"{service_url}/launch/return"
    return known_ehr


def free_port():
    """Ask the operating system for a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def service_log(tmp_path_factory):
    """Give the file that the service writes to."""
    return tmp_path_factory.mktemp("smart-service") / "log"


@pytest.fixture(scope="session")
def service_url(bundle_folder, known_ehr, service_log):
    """Start `python -m service serve` with the small bundle, and stop it at the end."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    inherited = {name: v for name, v in os.environ.items() if not name.startswith("PULMET_")}
    clients = [{"iss": known_ehr.base, "client_id": CLIENT_ID, "name": "Test hospital"}]
    settings = {
        "PULMET_PORT": str(port),
        "PULMET_BUNDLE": str(bundle_folder),
        "PULMET_SMART_CLIENTS": json.dumps(clients),
    }
    command = [sys.executable, "-m", "service", "serve"]
    with (
        service_log.open("wb") as output,
        subprocess.Popen(
            command, cwd=ROOT, env=inherited | settings, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            wait_until_ready(process, url, service_log)
            yield url
        finally:
            process.terminate()


def wait_until_ready(process, url, log):
    """Ask until the service is ready; fail with what it wrote if it ends instead."""
    deadline = time.monotonic() + HANG_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            if httpx.get(f"{url}/health/ready").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail(f"not ready after {HANG_SECONDS} seconds: {log.read_text()}")


class Launch:
    """The launch page, as a record system and a person handle it."""

    def __init__(self, page, url, ehr):
        self.page, self.url, self.ehr = page, url, ehr
        self.errors, self.requests, self.bodies = [], [], []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._watch)

    def _hear(self, message):
        if message.type in {"error", "warning"} and not REFUSED.search(message.text):
            self.errors.append(message.text)

    def _watch(self, request):
        self.requests.append(request.url)
        if request.post_data:
            self.bodies.append((request.url, request.post_data))

    def from_chart(self, iss=None, launch=None):
        """Open the page as a record system does for an open chart."""
        launch = launch or self.ehr.open_chart()
        address = f"{self.url}/launch?iss={quote(iss or self.ehr.iss, safe='')}&launch={launch}"
        self.page.goto(address)
        return self.settle()

    def standalone(self, iss=None):
        """Open the page for a record system, without a chart."""
        self.page.goto(f"{self.url}/launch?iss={quote(iss or self.ehr.base, safe='')}")
        return self.settle()

    def settle(self):
        """Wait until there is an answer, or a sentence that says why there is none."""
        answered = self.page.locator("pulmet-survival .answer[aria-busy=false]")
        answered.or_(self.page.locator("#launch .failure")).first.wait_for()
        if answered.count():
            self.page.locator("#launch .ledger").wait_for()
        return self

    @property
    def failure(self):
        """Give the code of the failure that is shown."""
        shown = self.page.locator("#launch .failure")
        return shown.get_attribute("data-code") if shown.count() else None

    @property
    def text(self):
        """Give what the page says, the calculator apart."""
        return re.sub(r"\s+", " ", self.page.locator(".launch-body").inner_text())

    @property
    def patient(self):
        """Give the facts in the calculator."""
        return self.page.evaluate("document.querySelector('pulmet-survival').patient")

    def row(self, factor):
        """Find the ledger's row of a factor."""
        return self.page.locator(f".ledger tr[data-factor={factor}]")

    def type(self, label, text):
        """Type into a field of the calculator, and wait for the answer."""
        with self.page.expect_response("**/v1/predictions"):
            self.page.get_by_role("textbox", name=label, exact=True).fill(text)
        self.page.locator("pulmet-survival .answer[aria-busy=false]").wait_for()

    def kept(self):
        """Give how much the browser keeps for the service's origin."""
        return self.page.evaluate(KEPT)


@pytest.fixture
def new_launch(browser, service_url, ehr):
    """Make launch pages; none may leave an error, a violation, or anything in the browser."""
    contexts, launches = [], []

    def make(**options):
        options = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}} | options
        context = browser.new_context(**options)
        context.set_default_timeout(1000 * HANG_SECONDS)
        contexts.append(context)
        context.add_init_script(LISTEN)
        launches.append(Launch(context.new_page(), service_url, ehr))
        return launches[-1]

    yield make
    for launch in launches:
        assert [] == launch.errors
        assert [] == launch.page.evaluate("window.violations")
        assert [0, 0, ""] == launch.kept()
        assert "" == launch.page.evaluate("location.search")
    for context in contexts:
        context.close()


@pytest.fixture
def launch(new_launch):
    """Give one launch page, not yet opened."""
    return new_launch()


@pytest.fixture
def plain(service_url, ehr):
    """Read the same record over the plain API."""
    record = {"resourceType": "Bundle", "entry": [{"resource": r} for r in ehr.resources]}
    return httpx.post(f"{service_url}/v1/records", json=record, timeout=600).json()


@pytest.fixture
def violations_of_axe():
    """Give the function that has axe-core look at a page."""

    def look(page):
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [(v["id"], [node["target"] for node in v["nodes"]]) for v in found["violations"]]

    return look
