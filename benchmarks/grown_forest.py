"""Forests of any size on simulated patients, in both forms."""

import dataclasses
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sksurv.ensemble import RandomSurvivalForest
from sksurv.util import Surv

from models.arrays import FloatArray
from models.forest.forest import ForestModel
from models.terms import Columns, Linear, Term, Threshold
from models.timegrid import TimeGrid
from training.published.evidence import load_published_cohort
from training.published.fits.background import tabulate_background
from training.published.fits.bags import Hyperparameters
from training.published.fits.forest import assemble_forest
from training.published.plan import forest_plan

N_BACKGROUND = 100
"""Rows of the background, whatever the number of patients."""

FACTORS = (
    "disease_free_interval_months",
    "age_years",
    "largest_nodule_cm",
    "local_recurrence",
    "complete_resection",
    "smoker",
    "comorbidity",
    "grade",
    "ecog",
    "preoperative_chemotherapy",
    "previous_lung_metastasectomy",
    "extrapulmonary_disease",
)
"""No combination of these is impossible, so that each adds a factor and nothing else."""

EXPOSED = 0.4
"""Share of patients with a yes."""


@dataclass(frozen=True)
class Size:
    """What grows; the defaults are near the default bundle's.

    Attributes
    ----------
    continuous : int
        How many of the factors are numbers rather than yes or no; with them the leaves grow
        in number with the patients.
    """

    trees: int = 1000
    patients: int = 110
    factors: int = 7
    longest_month: int = 60
    continuous: int = 0
    seed: int = 11

    @cached_property
    def columns(self) -> Columns:
        """One term for each factor."""
        names = FACTORS[: self.factors]
        lines: list[Term] = [Linear(factor=name) for name in names[: self.continuous]]
        cuts: list[Term] = [
            Threshold(factor=name, operator=">", cut=0.5) for name in names[self.continuous :]
        ]
        return Columns((*lines, *cuts))


@dataclass(frozen=True, eq=False)
class GrownForest:
    """One forest twice, and a patient."""

    ours: ForestModel
    fitted: RandomSurvivalForest
    profile: FloatArray

    @property
    def facts(self) -> dict[str, float]:
        """The patient's facts; each factor has one column, of which the fact is the value."""
        return dict(zip(self.ours.columns.factors, self.profile[0].tolist(), strict=True))


def grow(size: Size) -> GrownForest:
    """Draw patients, grow one forest by scikit-survival, and bring it into our form."""
    rng = np.random.default_rng(size.seed)
    design = (rng.random((size.patients, size.factors)) < EXPOSED).astype(np.float64)
    design[:, : size.continuous] = np.round(rng.gamma(2.0, 10.0, (size.patients, size.continuous)))
    scale = design.max(axis=0)
    hazard = np.exp((design / scale) @ np.linspace(1.0, -0.5, size.factors))
    death = rng.exponential(size=size.patients) / hazard * size.longest_month * 1.5
    leaving = rng.uniform(0.2, 1.6, size.patients) * size.longest_month
    months = np.maximum(np.ceil(np.minimum(death, leaving)), 1)
    shape = dataclasses.replace(Hyperparameters(), n_estimators=size.trees)
    fitted = RandomSurvivalForest(**shape.as_dict(), random_state=size.seed, n_jobs=1)
    fitted.fit(design, Surv.from_arrays(death <= leaving, months))
    return GrownForest(_ours(fitted, design, size), fitted, design[:1])


def _ours(fitted: RandomSurvivalForest, design: FloatArray, size: Size) -> ForestModel:
    """Arrange the trees as the default forest's: little bags of five, of one cohort."""
    trees_each = Hyperparameters().n_estimators
    plan = dataclasses.replace(
        forest_plan(load_published_cohort(), size.seed),
        columns=size.columns,
        bags_per_reconstruction=size.trees // trees_each,
        grid=TimeGrid(size.longest_month),
    )
    background = tabulate_background([design[:N_BACKGROUND]])
    return assemble_forest([[fitted]], background, size.patients, plan)
