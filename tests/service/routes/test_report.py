"""The route of the report: the bundle's very page, and nothing that a page could do."""

import dataclasses
import json
import shutil

import pytest

from models.bundle import read_bundle
from models.errors import BundleMalformed, FileAltered
from service.app import create_app


@pytest.fixture
async def client_without(bundle, connection):
    """Ask a service whose bundle has no report, as one written before there were reports."""
    app = create_app(dataclasses.replace(bundle, report=None))
    async with connection(app) as client:
        yield client


@pytest.fixture
def copy(bundle_folder, tmp_path):
    """A copy of the bundle that a test may spoil."""
    return shutil.copytree(bundle_folder, tmp_path / "bundle")


def edit_manifest(folder, edit):
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    edit(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.anyio
@pytest.mark.parametrize("name", ["cox", "forest"])
async def test_report_is_the_bundle_s_file_for_every_model(client, bundle_folder, name):
    """Byte for byte."""
    answer = await client.get(f"/v1/models/{name}/report")

    assert 200 == answer.status_code
    assert "text/html; charset=utf-8" == answer.headers["content-type"]
    assert (bundle_folder / "report.html").read_bytes() == answer.content


@pytest.mark.anyio
async def test_report_may_load_and_run_nothing(client):
    """Its policy forbids all but its own styles and pictures."""
    headers = (await client.get("/v1/models/cox/report")).headers
    policy = dict(part.split(maxsplit=1) for part in headers["content-security-policy"].split("; "))

    assert {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    } == policy
    assert "nosniff" == headers["x-content-type-options"]


@pytest.mark.anyio
async def test_models_link_to_their_reports(client):
    """In the list and in each model's own description; the links work."""
    models = (await client.get("/v1/models")).json()["models"]

    assert {"cox": "/v1/models/cox/report", "forest": "/v1/models/forest/report"} == {
        model["name"]: model["report"] for model in models
    }
    for model in models:
        assert model["report"] == (await client.get(f"/v1/models/{model['name']}")).json()["report"]
        assert 200 == (await client.get(model["report"])).status_code


@pytest.mark.anyio
async def test_unknown_model_is_not_found(client, read_problem):
    """The problem names those that there are."""
    answer = await client.get("/v1/models/oracle/report")
    problem = read_problem(answer)

    assert (404, "urn:pulmet:problem:not_found") == (answer.status_code, problem["type"])
    [error] = problem["errors"]
    assert "model_unsupported" == error["code"]
    assert "cox, forest" in error["message"]
    assert "oracle" not in answer.text


@pytest.mark.anyio
async def test_bundle_without_a_report_says_so(client_without, read_problem):
    """No link, and a problem where the report would be."""
    answer = await client_without.get("/v1/models/cox/report")
    problem = read_problem(answer)

    assert (404, "urn:pulmet:problem:not_found") == (answer.status_code, problem["type"])
    assert ["report_absent"] == [error["code"] for error in problem["errors"]]
    assert {None} == {
        m["report"] for m in (await client_without.get("/v1/models")).json()["models"]
    }
    assert (await client_without.get("/v1/models/cox")).json()["report"] is None


@pytest.mark.anyio
async def test_document_tells_the_report_is_html(client):
    """And its failures are problems."""
    document = (await client.get("/openapi.json")).json()
    operation = document["paths"]["/v1/models/{name}/report"]["get"]

    assert ["text/html"] == list(operation["responses"]["200"]["content"])
    assert {"application/problem+json"} == {
        media
        for code, response in operation["responses"].items()
        if code >= "400"
        for media in response["content"]
    }


# --- the bundle behind it ------------------------------------------------------------------------


def test_report_is_listed_and_hashed(bundle, bundle_folder):
    """The manifest names it among its files."""
    assert "report.html" == bundle.manifest.report
    assert "report.html" in bundle.manifest.files
    assert bundle.report == (bundle_folder / "report.html").read_bytes()


def test_tampered_report_is_refused(copy):
    """One more word, and the bundle is not served."""
    with (copy / "report.html").open("a", encoding="utf-8") as report:
        report.write("<p>Validated.</p>")

    with pytest.raises(FileAltered, match=r"report\.html"):
        read_bundle(copy)


def test_absent_report_is_refused(copy):
    """Listed, and not there."""
    (copy / "report.html").unlink()

    with pytest.raises(FileAltered, match=r"report\.html"):
        read_bundle(copy)


def test_bundle_written_without_a_report_is_read(copy):
    """Neither named nor listed."""

    def leave_out(manifest):
        del manifest["report"], manifest["files"]["report.html"]

    edit_manifest(copy, leave_out)
    (copy / "report.html").unlink()

    assert read_bundle(copy).report is None


@pytest.mark.parametrize(
    "edit",
    [
        lambda manifest: manifest.update(report=None),
        lambda manifest: manifest.update(report="other.html"),
        lambda manifest: manifest["files"].pop("report.html"),
        lambda manifest: manifest.update(report="overall_survival.cox.npz"),
    ],
    ids=["listed for nothing", "another", "not listed", "arrays"],
)
def test_report_named_and_report_listed_must_agree(copy, edit):
    """No file goes unverified, and none is listed for nothing."""
    edit_manifest(copy, edit)

    with pytest.raises(BundleMalformed):
        read_bundle(copy)
