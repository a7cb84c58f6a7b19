"""Which models the laws hold for, and the patients they are tried on."""

import pytest
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from models.applicability import require_applicable
from models.errors import InputError
from models.factors import FACTORS, Factor, Patient
from models.outcome import Outcome

SERVED = {
    "bundle": [("overall_survival", "cox"), ("overall_survival", "forest")],
    "registry_bundle": [
        ("overall_survival", "cox"),
        ("overall_survival", "forest"),
        ("cancer_specific_survival", "cox"),
        ("disease_free_survival", "cox"),
        ("disease_free_survival", "forest"),
    ],
}
"""Every model of either bundle; a law compares this with what is there."""


@pytest.fixture(scope="module", autouse=True)
def _one_thread():
    """Multiply matrices in one thread: on matrices this small, several wait for one another."""
    with threadpool_limits(limits=1):
        yield


EACH = [(bundle, *model) for bundle, models in SERVED.items() for model in models]


@pytest.fixture(scope="session", params=EACH, ids="-".join)
def place(request):
    """Give the bundle, outcome and name of each model in turn."""
    return request.param


@pytest.fixture(scope="session")
def bundles(bundle, registry_bundle):
    """Give both bundles by the name of their fixture."""
    return {"bundle": bundle, "registry_bundle": registry_bundle}


@pytest.fixture(scope="session")
def model(place, bundles):
    """Give each model in turn."""
    bundle, outcome, name = place
    return bundles[bundle].models[outcome][name]


@pytest.fixture(scope="session")
def overall_patients():
    """Give the strategy that generates patients for models of overall survival."""
    return any_patients("overall_survival")


@pytest.fixture(scope="session")
def served():
    """Give the list of the models that the laws are tried on."""
    return SERVED


def is_refused(patient: Patient, outcome: Outcome) -> bool:
    """Tell whether a patient gets no number at all."""
    try:
        require_applicable(patient, outcome)
    except InputError:
        return True
    return False


def values_of(factor: Factor, outcome: Outcome) -> st.SearchStrategy:
    """Generate values of a factor from its declaration, without those refused by themselves.

    Numbers come from the whole range and, as often, from its lowest part, where cut points lie.
    """
    low, high = factor.lowest, factor.highest
    if factor.kind == "integer":
        return st.integers(low, low + max(1, (high - low) // 100)) | st.integers(low, high)
    if factor.kind == "number":
        excluded = factor.lowest_excluded
        lowest_part = st.floats(low, low + (high - low) / 20, exclude_min=excluded)
        return lowest_part | st.floats(low, high, exclude_min=excluded)
    levels = [False, True] if factor.kind == "boolean" else factor.levels
    return st.sampled_from(
        [v for v in levels if not is_refused(Patient(**{factor.name: v}), outcome)]
    )


def any_patients(outcome: Outcome) -> st.SearchStrategy[Patient]:
    """Generate patients of whom anything may be known, and who are not refused."""
    facts = {name: st.none() | values_of(factor, outcome) for name, factor in FACTORS.items()}
    return st.builds(Patient, **facts).filter(lambda patient: not is_refused(patient, outcome))


@pytest.fixture(scope="session")
def patients(model):
    """Give the strategy that generates patients for the model in turn."""
    return any_patients(model.outcome)


@pytest.fixture(scope="session")
def months():
    """Give the strategy that generates months survived and months after them, in any order."""

    def questions(longest_month: int) -> st.SearchStrategy[tuple[int, tuple[int, ...]]]:
        return st.integers(0, longest_month - 1).flatmap(
            lambda survived: st.tuples(
                st.just(survived),
                st.lists(st.integers(survived + 1, longest_month), min_size=1, max_size=5).map(
                    tuple
                ),
            )
        )

    return questions
