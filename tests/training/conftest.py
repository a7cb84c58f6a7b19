"""The default evidence, reconstructed once in a run, and the models that follow from it."""

import numpy as np
import pytest
from lifelines import CoxPHFitter
from pandas import DataFrame

from training.evidence import load_external, load_published_cohort
from training.fits.assembly import assemble_cox
from training.pipeline import Settings, gather_evidence
from training.plan import (
    DEFAULT_RECONSTRUCTIONS,
    DEFAULT_SEED,
    cox_plan,
    published_scale_plan,
)
from training.reconstruction import reconstruct


@pytest.fixture(scope="session")
def published():
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
    return gather_evidence(Settings(DEFAULT_SEED, len(cohorts), 1), lambda _, __: cohorts)


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
