"""Which models the laws hold for, and the patients they are tried on."""

import pytest
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from models.applicability import require_applicable
from models.errors import InputError
from models.factors import FACTORS, Factor, Patient

SERVED = [("overall_survival", "cox"), ("overall_survival", "forest")]
"""Every model of the bundle; a law compares this list with what is there."""


@pytest.fixture(scope="module", autouse=True)
def _one_thread():
    """Multiply matrices in one thread: on matrices this small, several wait for one another."""
    with threadpool_limits(limits=1):
        yield


@pytest.fixture(scope="session", params=SERVED, ids="-".join)
def model(request, bundle):
    """Give each model in turn."""
    outcome, name = request.param
    return bundle.models[outcome][name]


@pytest.fixture(scope="session")
def served():
    """Give the list of the models that the laws are tried on."""
    return SERVED


def is_refused(patient: Patient) -> bool:
    """Tell whether a patient gets no number at all."""
    try:
        require_applicable(patient, "overall_survival")
    except InputError:
        return True
    return False


def values_of(factor: Factor) -> st.SearchStrategy:
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
    return st.sampled_from([v for v in levels if not is_refused(Patient(**{factor.name: v}))])


def any_patients() -> st.SearchStrategy[Patient]:
    """Generate patients of whom anything may be known, and who are not refused."""
    facts = {name: st.none() | values_of(factor) for name, factor in FACTORS.items()}
    return st.builds(Patient, **facts).filter(lambda patient: not is_refused(patient))


@pytest.fixture(scope="session")
def patients():
    """Give the strategy that generates patients."""
    return any_patients()


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
