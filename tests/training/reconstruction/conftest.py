import csv
from pathlib import Path

import numpy as np
import pytest

from training.evidence import load_published_cohort
from training.plan import DEFAULT_RECONSTRUCTIONS, DEFAULT_SEED
from training.reconstruction import PseudoCohort, reconstruct


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
def stored_cohort():
    """The first of 20 cohorts from seed 1 when `cohort.csv` was written; the file stays as it is,
    whatever the reconstruction finds later."""
    with Path(__file__).with_name("cohort.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    names = tuple(name for name in rows[0] if name not in {"months", "died"})
    return PseudoCohort(
        months=np.array([int(row["months"]) for row in rows]),
        died=np.array([row["died"] == "1" for row in rows]),
        exposures=np.array([[float(row[name] or "nan") for name in names] for row in rows]),
        names=names,
        hazard_shape=float("nan"),
    )
