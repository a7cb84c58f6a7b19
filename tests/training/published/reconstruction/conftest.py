import csv
from pathlib import Path

import numpy as np
import pytest

from training.published.reconstruction import PseudoCohort


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
