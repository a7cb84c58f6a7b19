"""What a card predicts, by what the bundle has: overall survival, or what comes first."""

import copy
import re
from datetime import date

import pytest

from models.terms import Linear
from service.app import create_app
from service.cds.card import SUMMARY_LIMIT
from service.cds.predicted import is_predictable, shown_outcome
from service.fhir.records_route import today
from service.trust import Trust

pytestmark = pytest.mark.anyio

OVERALL, SPECIFIC, FREE = OUTCOMES = (
    "overall_survival",
    "cancer_specific_survival",
    "disease_free_survival",
)


@pytest.fixture(scope="session")
def bundle_of(registry_bundle, make_registry_bundle):
    """Make a registry's bundle that has some of the outcomes."""

    def make(*outcomes):
        whole = registry_bundle.models
        return make_registry_bundle(terms={o: whole[o]["cox"].columns.terms for o in outcomes})

    return make


@pytest.fixture
def cards_of(connection, hook, prefetch):
    """Ask for the cards of a bundle, for a patient operated on a day or not yet."""

    async def give(bundle, operated_on=None, language="en"):
        app = create_app(bundle, trust=Trust())
        app.dependency_overrides[today] = lambda: date(2026, 6, 1)
        known = copy.deepcopy(prefetch)
        if operated_on:
            snomed = "http://snomed.info/sct"
            operation = {
                "resourceType": "Procedure",
                "id": "lung",
                "status": "completed",
                "category": {"coding": [{"system": snomed, "code": "387713003"}]},
                "code": {"coding": [{"system": snomed, "code": "173172000"}]},
                "performedDateTime": operated_on,
                "reasonReference": [{"reference": "Condition/metastasis-right"}],
            }
            known["procedures"]["entry"].append({"resource": operation})
        async with connection(app) as client:
            response = await client.post(
                "/cds-services/pulmet-survival",
                json={**hook, "prefetch": known},
                headers={"accept-language": language},
            )
        assert 200 == response.status_code, response.text
        return response.json()["cards"]

    return give


@pytest.mark.parametrize(
    ("outcomes", "shown"),
    [
        (OUTCOMES, OVERALL),
        ((FREE, OVERALL), OVERALL),
        ((FREE, SPECIFIC), SPECIFIC),
        ((FREE,), FREE),
    ],
)
def test_overall_survival_is_shown_where_there_is_one(bundle_of, outcomes, shown):
    """Whatever the order in the bundle."""
    assert shown == shown_outcome(bundle_of(*outcomes))


@pytest.mark.parametrize(
    ("outcome", "survived", "predictable"),
    [
        (SPECIFIC, 71, True),
        (SPECIFIC, 72, False),
        (OVERALL, 59, True),
        (OVERALL, 60, False),
        (FREE, 0, True),
        (FREE, 1, False),
    ],
)
def test_what_can_be_predicted_ends_with_the_models(
    registry_bundle, outcome, survived, predictable
):
    """The forest ends at 60 months, the others at 72; nobody is known to be free of disease."""
    assert predictable == is_predictable(registry_bundle, outcome, survived)


@pytest.mark.parametrize(
    ("outcome", "words", "column"),
    [
        (OVERALL, "alive 60 months", "alive"),
        (SPECIFIC, "not dead of the sarcoma 60 months", "not dead of the sarcoma"),
        (FREE, "alive and free of disease 60 months", "alive and free of disease"),
    ],
)
async def test_card_says_what_is_predicted(bundle_of, cards_of, outcome, words, column):
    """In its summary, its table and its text."""
    (card,) = await cards_of(bundle_of(outcome))

    assert re.match(rf"\d+ % of patients like this one {words} after lung ", card["summary"])
    assert f"| {column} \\(cox\\) |" in card["detail"].replace("(cox)", "\\(cox\\)")
    assert "Trained on a hospital's registry" in card["detail"]
    assert "published" not in card["detail"]


@pytest.mark.parametrize("language", ["en", "de", "es", "zh-Hant"])
@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_card_of_every_outcome_is_short_in_every_language(
    bundle_of, cards_of, outcome, language
):
    """Less than 140 characters, no gap, and the interval of 95 %."""
    (card,) = await cards_of(bundle_of(outcome), language=language)

    assert len(card["summary"]) < SUMMARY_LIMIT
    assert re.search(r"95.%", card["summary"])
    assert not re.search(r"[{}]|None", card["summary"] + card["detail"])


async def test_card_of_a_model_that_knows_nothing_is_the_cohort_average(
    make_registry_bundle, cards_of, prefetch
):
    """Also where another model of the same answer knows something."""
    observed = prefetch["observations"]["entry"]
    observed[:] = [e for e in observed if not e["resource"]["id"].startswith("ecog")]
    (card,) = await cards_of(make_registry_bundle(terms={OVERALL: (Linear(factor="ecog"),)}))

    assert card["summary"].startswith("Cohort average: ")
    assert "Of 100 patients of the cohort" in card["detail"]
    assert "Of 100 patients like this one" in card["detail"]


async def test_card_of_who_is_alive_after_the_operation_says_so(bundle_of, cards_of):
    """Of those alive then, how many have not died of the sarcoma by the horizon."""
    (card,) = await cards_of(bundle_of(SPECIFIC), "2026-03-20")

    assert "not dead of sarcoma 60 months after lung surgery, given alive at 2" in card["summary"]


async def test_no_card_of_disease_free_survival_after_the_operation(bundle_of, cards_of):
    """A record does not say who is still free of disease; alive is not enough."""
    assert [] == await cards_of(bundle_of(FREE), "2026-03-20")
    assert 1 == len(await cards_of(bundle_of(FREE)))
