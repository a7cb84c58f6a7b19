"""scikit-survival behind FastAPI."""

import httpx
import numpy as np
import pytest

from benchmarks.joined_forest import read_estimators
from benchmarks.naive_service import NaivePatient, create_app, encode, load
from benchmarks.question import PATIENT, profile_of


@pytest.fixture
def anyio_backend():
    """Run the async tests on asyncio, as uvicorn does."""
    return "asyncio"


@pytest.fixture(scope="module")
def estimators(bundle_folder):
    """Load what the service loads at its start."""
    return load(bundle_folder)


@pytest.fixture
async def client(estimators):
    """Give a client to the service in process."""
    transport = httpx.ASGITransport(app=create_app(estimators))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://naive", headers={"content-type": "application/json"}
    ) as client:
        yield client


@pytest.fixture
def patient():
    """Give the patient as the service reads it."""
    return NaivePatient.model_validate(PATIENT)


def test_it_encodes_the_patient_as_the_models_do(forest, bundle, patient):
    """Seven columns of the forest; the first three are the Cox model's."""
    cox = bundle.models["overall_survival"]["cox"]

    assert profile_of(forest.columns).tolist() == encode(patient).tolist()
    assert profile_of(cox.columns).tolist() == encode(patient)[:, :3].tolist()


@pytest.mark.anyio
async def test_it_answers_with_the_probabilities_of_the_forest(client, forest, patient):
    """Of the forest that is served, at every month."""
    answer = (await client.post("/predict", content=patient.model_dump_json())).json()
    expected = forest.survival(encode(patient))[0]

    np.testing.assert_allclose(answer["forest"]["survival"], expected, rtol=0, atol=1e-12)


@pytest.mark.anyio
@pytest.mark.parametrize(("path", "within"), [("/predict", "cox"), ("/predict/cox", None)])
async def test_it_answers_with_the_probabilities_of_scikit_survival(
    client, bundle_folder, patient, path, within
):
    """Of the fit on the first reconstruction, asked by itself."""
    _, (fitted, *_) = read_estimators(bundle_folder)
    answer = (await client.post(path, content=patient.model_dump_json())).json()
    curve = answer[within] if within else answer
    (expected,) = fitted.predict_survival_function(encode(patient)[:, :3], return_array=True)

    np.testing.assert_allclose(curve["survival"], expected, rtol=0, atol=1e-12)
