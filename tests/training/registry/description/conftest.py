"""A registry with what disclosure control is there for: rare levels, complements, extremes."""

import numpy as np
import pytest

from models.terms import Columns, Level, Linear, Spline, Threshold
from training.registry.description.description import describe
from training.registry.registry import FlowStep, FollowUp, Registry

OUTCOME = "cancer_specific_survival"

TERMS = Columns(
    (
        Threshold(factor="nodule_count", operator=">=", cut=2),
        Level(factor="local_recurrence", level=True),
        Level(factor="local_therapy", level="sabr"),
        Linear(factor="age_years"),
        Spline(factor="age_years", knots=(30.0, 50.0, 70.0), number=1),
        Level(factor="previous_lung_metastasectomy", level=True),
    )
)


def make_registry(seed=1, n_patients=100):
    """Draw patients; factors are known of nearly all, and some levels are rare."""
    generator = np.random.default_rng(seed)
    n = n_patients

    def levels(*counted):
        names = [name for name, count in counted for _ in range(count)]
        column = np.array([*names, *[counted[0][0]] * (n - len(names))], dtype=object)
        return generator.permutation(column)

    age = np.round(generator.normal(55, 12, n))
    age[:3], age[3] = np.nan, 119
    nodules = generator.geometric(0.4, n).astype(np.float64)
    nodules[4] = 487
    months = np.maximum(1, np.ceil(generator.exponential(40, n))).astype(np.int64)
    end = generator.integers(6, 120, n)
    cause = np.where(months <= end, np.where(generator.random(n) < 0.2, 2, 1), 0)
    return Registry(
        n_rows=n + 8,
        factors={
            "age_years": age,
            "sex": levels(("female", 47), ("male", 47), (None, n - 94)),
            "ecog": generator.integers(0, 5, n).astype(np.float64),
            "smoker": np.full(n, None, dtype=object),
            "comorbidity": np.array([True] * n, dtype=object),
            "histology": levels(
                ("leiomyosarcoma", 40), ("osteosarcoma", 30), ("liposarcoma", 4), ("other", 1)
            ),
            "grade": np.array([1.0, 2.0, 3.0])[generator.integers(0, 3, n)],
            "local_recurrence": levels((False, 70), (True, 20), (None, 2)),
            "nodule_count": nodules,
            "local_therapy": levels(("surgery", n - 3), ("sabr", 3)),
            "largest_nodule_cm": np.where(np.arange(n) < 4, 29.5, np.nan),
        },
        follow_up={OUTCOME: FollowUp(np.minimum(months, end), cause, np.ones(n, dtype=bool))},
        flow=(FlowStep("not_applicable", 5), FlowStep("contradictory", 3)),
        sha256="0" * 64,
    )


@pytest.fixture(scope="session")
def make():
    """The function that draws a registry."""
    return make_registry


@pytest.fixture(scope="session")
def registry():
    return make_registry()


@pytest.fixture(scope="session")
def description(registry):
    return describe(registry, OUTCOME, TERMS)


@pytest.fixture(scope="session")
def terms():
    return TERMS
