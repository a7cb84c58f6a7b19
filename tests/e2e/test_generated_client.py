"""A client that a generator makes from the document, used against the running server."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def generated(run_openapi, tmp_path_factory):
    """Generate a client from the printed document, without a warning, and import it."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "openapi.json").write_bytes(run_openapi)
    programs = Path(sys.executable).parent
    # The generator tidies its code with ruff, which it finds beside itself.
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    subprocess.run(
        [
            programs / "openapi-python-client",
            "generate",
            "--path=openapi.json",
            "--output-path=pulmet_client",
            "--meta=none",
            "--fail-on-warning",
        ],
        cwd=folder,
        env=os.environ | {"PATH": path},
        check=True,
        capture_output=True,
        timeout=600,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield importlib.import_module


@pytest.fixture(scope="module")
def run_openapi(bundle_folder):
    """Print the document, as `python -m service openapi` does."""
    finished = subprocess.run(
        [sys.executable, "-m", "service", "openapi"],
        env=os.environ | {"PULMET_BUNDLE": str(bundle_folder)},
        check=True,
        capture_output=True,
        timeout=600,
    )
    return finished.stdout


@pytest.fixture
def shapes(generated):
    """Give the shapes of the generated client."""
    return generated("pulmet_client.models")


@pytest.fixture
def call(generated, server):
    """Call an operation of the generated client; an undeclared status would raise."""
    client_class = generated("pulmet_client").Client

    def call(operation, **arguments):
        with client_class(base_url=server.url, raise_on_unexpected_status=True) as client:
            return generated(f"pulmet_client.api.{operation}").sync(client=client, **arguments)

    return call


def test_prediction_can_be_asked_for(call, shapes, client):
    """Typed on the way there and back, and equal to the answer read by hand."""
    patient = shapes.Patient(
        disease_free_interval_months=8.0, nodule_count=3, local_recurrence=False, age_years=None
    )
    different = shapes.Patient(nodule_count=1)
    body = shapes.PredictionRequest(patient=patient, what_if=[different], horizons_months=[60])

    answer = call("predictions.predict", body=body)

    assert isinstance(answer, shapes.Answer)
    sent = {"disease_free_interval_months": 8, "nodule_count": 3, "local_recurrence": False}
    by_hand = client.post(
        "/v1/predictions",
        json={"patient": sent, "what_if": [{"nodule_count": 1}], "horizons_months": [60]},
    ).json()
    assert by_hand | {"request_id": answer.request_id} == answer.to_dict()
    (prediction,) = answer.predictions
    assert by_hand["predictions"][0]["horizons"][0]["survival"] == prediction.horizons[0].survival
    assert prediction.median_months is None
    assert {"nodule_count": 1} == prediction.what_if[0].changes.additional_properties


def test_batch_can_be_asked_for(call, shapes):
    """Answers and problems are told apart by their type."""
    patients = [shapes.Patient(), shapes.Patient(extrapulmonary_disease=True)]

    answer = call("predictions.predict_batch", body=shapes.BatchRequest(patients=patients))

    first, second = answer.results
    assert isinstance(first, shapes.PatientAnswer)
    assert isinstance(second, shapes.BatchProblem)
    assert "extrapulmonary_disease_present" == second.problem.errors[0].code
    assert not first.predictions[0].curve


@pytest.mark.parametrize(("name", "shape"), [("cox", "CoxAnswer"), ("forest", "ForestAnswer")])
def test_model_can_be_read(call, shapes, name, shape):
    """Each kind of model as its own type, with typed terms."""
    model = call("models.get_model", name=name)

    assert isinstance(model, getattr(shapes, shape))
    assert isinstance(model.terms[0], shapes.Threshold)
    assert isinstance(model.terms[1], shapes.Level)
    assert (name, 60) == (model.name, model.longest_month)


def test_models_can_be_listed(call):
    """With the bundle that holds them."""
    answer = call("models.list_models")

    assert {"cox"} <= {model.name for model in answer.models}
    assert answer.bundle.clinical_use is False


def test_factors_can_be_listed(call):
    """All 23."""
    assert 23 == len(call("factors.list_factors").factors)


def test_readiness_can_be_asked_for(call, bundle):
    """By monitoring, say."""
    assert bundle.id == call("operations.get_readiness").bundle_id


def test_problem_is_read_as_a_problem(call, shapes):
    """Of a refused patient, of a wrong value, and of a model that is not there."""
    sabr = shapes.PatientLocalTherapyType0("sabr")
    refused = shapes.PredictionRequest(patient=shapes.Patient(local_therapy=sabr))
    wrong = shapes.PredictionRequest(patient=shapes.Patient(nodule_count=0))

    problems = [
        call("predictions.predict", body=refused),
        call("predictions.predict", body=wrong),
        call("models.get_model", name="weibull"),
    ]

    assert [
        ("urn:pulmet:problem:not_applicable", 422, "local_therapy"),
        ("urn:pulmet:problem:invalid_request", 422, "nodule_count"),
        ("urn:pulmet:problem:not_found", 404, None),
    ] == [(problem.type_, problem.status, problem.errors[0].factor) for problem in problems]
    for problem in problems:
        assert isinstance(problem, shapes.Problem)
