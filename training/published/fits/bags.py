"""Little bags: small forests by scikit-survival, each on half of one cohort's patients."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from joblib import Parallel, delayed
from sksurv.ensemble import RandomSurvivalForest
from sksurv.util import Surv

from training.estimators.cohort import Cohort


@dataclass(frozen=True)
class Hyperparameters:
    """How each tree of a bag is grown; names and meanings are scikit-survival's."""

    n_estimators: int = 5
    min_samples_leaf: int = 6
    min_samples_split: int = 12
    max_features: str = "sqrt"
    bootstrap: bool = True

    def as_dict(self) -> dict[str, int | float | str | bool]:
        """Give the hyperparameters as scikit-survival's keyword arguments."""
        return asdict(self)


def grow_bags(
    cohorts: Sequence[Cohort],
    bags_per_cohort: int,
    hyperparameters: Hyperparameters,
    *,
    seed: int,
    n_jobs: int,
) -> list[list[RandomSurvivalForest]]:
    """Grow the bags of every cohort; they do not depend on the number of processes.

    Returns
    -------
    list of list of RandomSurvivalForest
        For each cohort its bags, in order.
    """
    seeds = np.random.SeedSequence(seed).spawn(len(cohorts) * bags_per_cohort)
    bags = Parallel(n_jobs=n_jobs)(
        delayed(grow_bag)(cohorts[number // bags_per_cohort], hyperparameters, bag_seed)
        for number, bag_seed in enumerate(seeds)
    )
    return [bags[i : i + bags_per_cohort] for i in range(0, len(bags), bags_per_cohort)]


def grow_bag(
    cohort: Cohort, hyperparameters: Hyperparameters, seed: np.random.SeedSequence
) -> RandomSurvivalForest:
    """Grow one bag on half of the patients, drawn without replacement."""
    rng = np.random.default_rng(seed)
    n_patients = len(cohort.months)
    half = np.sort(rng.choice(n_patients, n_patients // 2, replace=False))
    bag = RandomSurvivalForest(
        **hyperparameters.as_dict(), random_state=int(rng.integers(2**31)), n_jobs=1
    )
    outcome = Surv.from_arrays(cohort.died[half], cohort.months[half])
    return bag.fit(cohort.design[half], outcome)
