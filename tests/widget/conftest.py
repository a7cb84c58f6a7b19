"""The calculator in a real browser, served by the real service over a real socket."""

import dataclasses
import functools
import http.server
import os
import re
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "service" / "static"
AXE = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"

HANG_SECONDS = 600
"""Ends a test that waits for what will never come; nothing else depends on it."""

# A surgeon's patient: the one of the documentation.
PATIENT = {
    "age_years": 54,
    "histology": "leiomyosarcoma",
    "disease_free_interval_months": 8,
    "local_recurrence": False,
    "nodule_count": 3,
    "laterality": "bilateral",
}

# A refusal is an answer of the contract, but browsers log every status of 400 and above.
REFUSED = re.compile(r"the server responded with a status of [45]\d\d")

# Told by the browser itself, whatever the page does with it.
LISTEN_TO_POLICY = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


def free_port():
    """Ask the operating system for a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Host(http.server.SimpleHTTPRequestHandler):
    """A hospital's own page, of another origin than the service."""

    def do_GET(self):
        """Answer every path with the page that `pages` holds for it."""
        body = self.server.pages.get(self.path, "").encode()
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Stay silent."""


@contextmanager
def hosting():
    """Run a host's server; its pages are filled in by the test."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    server.pages = {}
    server.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def allowed_host():
    """Give a host that the service lets embed it."""
    with hosting() as host:
        yield host


@pytest.fixture(scope="session")
def other_host():
    """Give a host that the service does not know."""
    with hosting() as host:
        yield host


@contextmanager
def serving(bundle_folder, log, frame_ancestors="'self'"):
    """Run `python -m service serve` with a bundle, and stop it at the end."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    inherited = {name: v for name, v in os.environ.items() if not name.startswith("PULMET_")}
    settings = {
        "PULMET_PORT": str(port),
        "PULMET_BUNDLE": str(bundle_folder),
        "PULMET_FRAME_ANCESTORS": frame_ancestors,
    }
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "-m", "service", "serve"],
            cwd=ROOT,
            env=inherited | settings,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            wait_until_ready(process, url, log)
            yield url
        finally:
            process.terminate()


@pytest.fixture(name="serving", scope="session")
def serve_bundles():
    """Give the function that serves a bundle."""
    return serving


@pytest.fixture(scope="session")
def service_url(bundle_folder, allowed_host, tmp_path_factory):
    """Serve the small bundle."""
    log = tmp_path_factory.mktemp("widget-service") / "log"
    with serving(bundle_folder, log, f"'self' {allowed_host.origin}") as url:
        yield url


@pytest.fixture(scope="session")
def registry_url(registry_folder, tmp_path_factory):
    """Serve the registry's bundle."""
    with serving(registry_folder, tmp_path_factory.mktemp("registry-service") / "log") as url:
        yield url


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


@dataclasses.dataclass
class PageWatch:
    """What a page did that it should not."""

    errors: list = dataclasses.field(default_factory=list)
    requests: list = dataclasses.field(default_factory=list)

    def of(self, page):
        """Watch a page."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        return self

    def _hear(self, message):
        if message.type in {"error", "warning"} and not REFUSED.search(message.text):
            self.errors.append(message.text)


class Calculator:
    """The calculator on a page, as a person handles it."""

    def __init__(self, page, url):
        self.page = page
        self.url = url

    def open(self, path="/"):
        """Open a page of the service and wait for the first answer."""
        self.page.goto(f"{self.url}{path}")
        return self.settle()

    def settle(self):
        """Wait until the answer is the one to the present inputs."""
        self.page.locator("pulmet-survival .answer[aria-busy=false]").wait_for()
        return self

    def hear(self):
        """Wait until the live region says something; it is silent from each change on."""
        spoken = self.page.locator("pulmet-survival .spoken").filter(has_text=re.compile(r"\S"))
        spoken.wait_for(state="attached")
        return spoken.inner_text()

    def stop_the_clock(self):
        """Let no timer of the page fire but by `page.clock`, whatever time the machine takes."""
        self.page.clock.install(time=0)
        self.page.clock.pause_at(1000)

    @contextmanager
    def answering(self):
        """Wait, after what is done inside, for the answer or the refusal."""
        path = "**/v1/predictions"
        with self.page.expect_response(path):
            yield
        self.settle()

    def give(self, patient):
        """Set the facts as a host does."""
        set_patient = "patient => document.querySelector('pulmet-survival').patient = patient"
        with self.answering():
            self.page.evaluate(set_patient, patient)

    def type(self, label, text):
        """Type into a field."""
        with self.answering():
            self.page.get_by_role("textbox", name=label, exact=True).fill(text)

    def press(self, label, choice):
        """Press one choice of a field."""
        group = self.page.get_by_role("radiogroup", name=label, exact=True)
        with self.answering():
            group.get_by_role("radio", name=choice, exact=True).check()

    def choose(self, label, choice):
        """Choose from a field's list."""
        with self.answering():
            self.page.get_by_label(label, exact=True).select_option(label=choice)

    def differ_in(self, factor):
        """Add a fact in which the different patient differs."""
        self.page.locator("#add-difference").select_option(factor)

    def open_others(self):
        """Open the facts that the model does not use."""
        self.page.locator("details > summary").click()

    def predict(self, outcome):
        """Choose what is predicted, by its name."""
        with self.answering():
            self.page.get_by_role("radio", name=outcome, exact=True).check()

    def compare(self):
        """Press for the experimental model."""
        with self.answering():
            self.page.get_by_role("button", name=re.compile("Compare with")).click()

    def part(self, name):
        """Find a part of the calculator."""
        return self.page.locator(f"pulmet-survival [part={name}]")

    def text(self, name):
        """Read a part, with its white space made one."""
        return re.sub(r"\s+", " ", self.part(name).first.inner_text())

    def shadow(self, expression):
        """Evaluate an expression in which `root` is the calculator's shadow root."""
        wrapped = f"() => {{ const root = document.querySelector('pulmet-survival').shadowRoot; return {expression} }}"  # noqa: E501
        return self.page.evaluate(wrapped)

    def ask(self, patient, **options):
        """Ask the service directly."""
        body = {"patient": patient, **options}
        return httpx.post(f"{self.url}/v1/predictions", json=body, timeout=600).json()


@pytest.fixture
def new_page(browser):
    """Make pages in contexts of their own, and close them."""
    contexts = []

    def make(**options):
        context = browser.new_context(**options)
        context.set_default_timeout(1000 * HANG_SECONDS)
        context.add_init_script(LISTEN_TO_POLICY)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def calculators_of(new_page):
    """Make calculators that are watched: no error, no violation, no request off origin."""
    watched = []

    def make(url, path="/", **options):
        options = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}} | options
        page = new_page(**options)
        watched.append((page, PageWatch().of(page), url))
        return Calculator(page, url).open(path)

    yield make
    for page, watch, url in watched:
        off_origin = [asked for asked in watch.requests if not asked.startswith(f"{url}/")]

        assert [] == watch.errors
        assert [] == page.evaluate("window.violations")
        assert [] == off_origin


@pytest.fixture
def new_calculator(calculators_of, service_url):
    """Make calculators of the small bundle."""
    return functools.partial(calculators_of, service_url)


@pytest.fixture
def new_registry_calculator(calculators_of, registry_url):
    """Make calculators of the registry's bundle."""
    return functools.partial(calculators_of, registry_url)


@pytest.fixture
def calculator(new_calculator):
    """Open the full page."""
    return new_calculator()


def persons(probability):
    """Count a probability in whole persons of 100."""
    return round(100 * probability)


@pytest.fixture(name="persons")
def counting():
    """Give the function that counts persons."""
    return persons


@pytest.fixture
def patient():
    """Give the surgeon's patient."""
    return dict(PATIENT)


@functools.cache
def axe_source():
    """Read axe-core, which `npm ci` in widget/ installs."""
    return AXE.read_text("utf-8")


@pytest.fixture
def violations_of_axe():
    """Give the function that has axe-core look at a page."""

    def look(page):
        page.evaluate(axe_source())
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            (violation["id"], [node["target"] for node in violation["nodes"]])
            for violation in found["violations"]
        ]

    return look
