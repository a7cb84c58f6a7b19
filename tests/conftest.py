"""What folders of tests share: evidence and small bundles, made once, a FHIR server, a browser."""

import dataclasses
import json
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import numpy as np
import pytest
from hypothesis import settings
from lifelines import CoxPHFitter
from pandas import DataFrame
from playwright.sync_api import sync_playwright

from models.bundle import Bundle, read_bundle
from studies.simulated_registry import SimulatedPopulation
from training.published.evidence import load_external, load_published_cohort
from training.published.fits.assembly import assemble_cox
from training.published.pipeline import TrainingSettings, gather_evidence, train
from training.published.plan import (
    DEFAULT_RECONSTRUCTIONS,
    DEFAULT_SEED,
    cox_plan,
    published_scale_plan,
)
from training.published.reconstruction import reconstruct
from training.registry.configuration.reading import parse_configuration
from training.registry.pipeline import train_registry
from training.registry.registry import EVENT, FollowUp, Registry

SMALL = TrainingSettings(seed=7, n_reconstructions=4, n_jobs=1)
"""Few reconstructions: the intervals differ from those of a full bundle, the laws do not."""

REGISTRY_CONFIGURATION = """
imputations = 3

[overall_survival.cox]
terms = [
  {kind = "spline", factor = "disease_free_interval_months", knots = 4},
  {kind = "level", factor = "local_recurrence"},
  {kind = "linear", factor = "largest_nodule_cm"},
  {kind = "level", factor = "laterality", level = "bilateral"},
  {kind = "threshold", factor = "nodule_count", operator = ">=", cut = 2},
]

[overall_survival.forest]
trees_per_bag = 5
min_samples_leaf = [20]
max_features = ["sqrt"]

[disease_free_survival.forest]
trees_per_bag = 5
min_samples_leaf = [20, 10]
max_features = ["sqrt"]
tuning_trees = 10
"""
"""Terms of every kind; forests as small as they may be."""

# The same examples in every run, so that a failure is one for everybody; nothing is stored.
settings.register_profile(
    "repeatable", derandomize=True, database=None, max_examples=50, deadline=None
)
settings.load_profile("repeatable")


BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def bundle_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a small trained bundle; tests that change it work on a copy."""
    folder = tmp_path_factory.mktemp("trained") / "bundle"
    train(folder, SMALL, lambda cohorts, _: cohorts)
    return folder


@pytest.fixture(scope="session")
def bundle(bundle_folder: Path) -> Bundle:
    """Give the small bundle, verified."""
    return read_bundle(bundle_folder)


@pytest.fixture(scope="session")
def published():
    """Give the default evidence."""
    return load_published_cohort()


@pytest.fixture(scope="session")
def cohorts(published):
    """The very cohorts that the default bundle is trained on."""
    return tuple(
        reconstruct(published, n_cohorts=DEFAULT_RECONSTRUCTIONS, seed=DEFAULT_SEED, n_jobs=1)
    )


@pytest.fixture(scope="session")
def evidence(cohorts):
    """What `gather_evidence` gives by default; the cohorts above take the place of its own."""
    return gather_evidence(TrainingSettings(DEFAULT_SEED, len(cohorts), 1), lambda _, __: cohorts)


@pytest.fixture(scope="session")
def fits(evidence):
    return evidence.fits


@pytest.fixture(scope="session")
def plan(published):
    """The plan of the served model."""
    return cox_plan(published, load_external(), DEFAULT_SEED)


@pytest.fixture(scope="session")
def cox(evidence, plan):
    """The served model on the default evidence."""
    return assemble_cox(evidence.fits, evidence.pooled, plan)


@pytest.fixture(scope="session")
def published_scale_cox(evidence, published):
    """The model before shrinkage and prior."""
    scale = published_scale_plan(published, DEFAULT_SEED)
    return assemble_cox(evidence.fits, evidence.pooled, scale)


@pytest.fixture(scope="session")
def refits(cohorts, published):
    """The adjusted model of every cohort, fitted by lifelines."""
    names = [row.name for row in published.adjusted]
    return [
        CoxPHFitter().fit(
            DataFrame({name: cohort.exposure(name) for name in names}).assign(
                months=cohort.months.astype(np.float64), died=cohort.died
            ),
            "months",
            "died",
            fit_options={"precision": 1e-12, "r_precision": 1e-14},
        )
        for cohort in cohorts
    ]


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Give 263 simulated patients with gaps, two causes of death and relapses; truth aside."""
    rng = np.random.default_rng(5)
    missing = {"local_recurrence": 0.15, "largest_nodule_cm": 0.1}
    drawn, _ = SimulatedPopulation(other_hazard_60=0.1, missing=missing).draw(rng, 263)
    overall = drawn.follow_up["overall_survival"]
    relapse_month = np.ceil(rng.exponential(90.0, drawn.n_patients)).astype(np.int64)
    relapsed = relapse_month < overall.months
    complete = drawn.factors["complete_resection"] == True  # noqa: E712  # of an array of objects
    disease_free = FollowUp(
        np.minimum(relapse_month, overall.months),
        np.where(relapsed, EVENT, overall.cause),
        complete,
    )
    follow_up = {**drawn.follow_up, "disease_free_survival": disease_free}
    return dataclasses.replace(drawn, follow_up=follow_up)


@pytest.fixture(scope="session")
def registry_folder(registry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a bundle trained on the registry, with few imputations."""
    folder = tmp_path_factory.mktemp("registry") / "bundle"
    (folder.parent / "configuration.toml").write_text(REGISTRY_CONFIGURATION, encoding="utf-8")
    configuration = parse_configuration(REGISTRY_CONFIGURATION)
    train_registry(registry, configuration, folder, n_jobs=1, tell=lambda _: None)
    return folder


@pytest.fixture(scope="session")
def registry_bundle(registry_folder: Path) -> Bundle:
    """Give the registry's bundle, verified."""
    return read_bundle(registry_folder)


HANG_SECONDS = 600
"""A test that waits for what will never come ends after all; nothing else depends on it."""


class LoopbackFhirServer(ThreadingHTTPServer):
    """A small FHIR server on loopback that holds the record in tests/fhir/record.json.

    It gives pages of `page_size`, fails or hangs for the kinds that are named, holds reads until as
    many wait as `gate` says, asks for `token` if there is one, and remembers what it was asked.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _FhirHandler)
        record = json.loads((Path(__file__).parent / "fhir" / "record.json").read_text("utf-8"))
        self.resources = [entry["resource"] for entry in record["entry"]]
        self.page_size, self.token = 100, None
        self.gate: threading.Barrier | None = None
        self.failing, self.hanging, self.instead = set(), set(), {}
        self.released = threading.Event()
        self.asked = []

    @property
    def host(self):
        """Give host and port."""
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def base(self):
        """Give the address that clients begin with."""
        return f"http://{self.host}/fhir"

    def find(self, kind, query):
        """Give one page of a search, as a Bundle."""
        codes = {item.rpartition("|")[2] for item in query.get("code", [""])[0].split(",")} - {""}
        found = [
            resource
            for resource in self.resources
            if resource["resourceType"] == kind
            and (not codes or codes & {c["code"] for c in resource["code"]["coding"]})
        ]
        start = int(query.get("page", ["0"])[0]) * self.page_size
        bundle = {
            "resourceType": "Bundle",
            "type": "searchset",
            "entry": [{"resource": r} for r in found[start : start + self.page_size]],
        }
        if start + self.page_size < len(found):
            following = urlencode(
                {"patient": query["patient"][0], "page": start // self.page_size + 1}
            )
            code = f"&{urlencode({'code': query['code'][0]})}" if codes else ""
            url = f"{self.base}/{kind}?{following}{code}"
            bundle["link"] = [{"relation": "next", "url": url}]
        return bundle


class _FhirHandler(BaseHTTPRequestHandler):
    """Answers one read."""

    server: LoopbackFhirServer

    def log_message(self, *_):
        """Write nothing."""

    def do_GET(self):  # the name that the standard library calls
        address = urlsplit(self.path)
        kind = address.path.removeprefix("/fhir/").partition("/")[0]
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.path, headers))
        if self.server.gate is not None:
            self.server.gate.wait(HANG_SECONDS)
        if kind in self.server.hanging:
            self.server.released.wait(HANG_SECONDS)
        status, content = 200, self.server.instead.get(kind)
        if self.server.token and self.headers["Authorization"] != f"Bearer {self.server.token}":
            status, content = 401, {"resourceType": "OperationOutcome"}
        elif kind in self.server.failing:
            status, content = 500, {"resourceType": "OperationOutcome"}
        elif content is None and kind == "Patient":
            content = next(r for r in self.server.resources if r["resourceType"] == "Patient")
        elif content is None:
            content = self.server.find(kind, parse_qs(address.query))
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(302 if body.startswith(b"http") else status)
        if body.startswith(b"http"):
            self.send_header("location", body.decode())
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle(self):
        """Answer, also to somebody who has gone."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True


@pytest.fixture
def fhir_server():
    """Run a FHIR server with a patient's record for the length of a test."""
    with LoopbackFhirServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.released.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def prefetch(fhir_server):
    """Give what a client would prefetch from that server."""
    (patient,) = (r for r in fhir_server.resources if r["resourceType"] == "Patient")
    searches = {"conditions": "Condition", "observations": "Observation", "procedures": "Procedure"}
    return {
        "patient": patient,
        **{
            key: {
                "resourceType": "Bundle",
                "type": "searchset",
                "entry": [
                    {"resource": r} for r in fhir_server.resources if r["resourceType"] == kind
                ],
            }
            for key, kind in searches.items()
        },
    }


@pytest.fixture
def hook():
    """Give a call of the CDS service, without data."""
    return {
        "hook": "patient-view",
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/oncologist", "patientId": "sarcoma-1"},
    }


# One for all tests of a process: a second one beside it would be refused.
@pytest.fixture(scope="session")
def browser():
    """Start the system's Chromium, without a window."""
    chromium = shutil.which("chromium") or pytest.fail("no chromium: run `make browser`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()
