"""The two cause-specific Cox models behind cancer-specific survival."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.arrays import FloatArray
from training.registry.fits.cox import (
    CoxSettings,
    RegistryCox,
    fit_baseline_only,
    fit_registry_cox,
)
from training.registry.fits.refusals import FEWEST_EVENTS, FEWEST_EVENTS_PER_PARAMETER
from training.registry.registry import COMPETING, EVENT, FollowUp


@dataclass(frozen=True, eq=False)
class CompetingCox:
    """Cox models of death from the sarcoma and of death from another cause, on the same terms.

    `other.penalty_reason` is "baseline_only" where other deaths were too few for coefficients.
    """

    sarcoma: RegistryCox
    other: RegistryCox


def fit_competing_cox(
    designs: Sequence[FloatArray], follow_up: FollowUp, settings: CoxSettings
) -> CompetingCox:
    """Fit each cause with the patients censored by the other.

    The configured penalty is that of the sarcoma's model. The other cause gets its own, found
    automatically, and a baseline alone below 10 events or 2 for each parameter: it enters the
    cumulative incidence as a correction, which need not be individual.

    Parameters
    ----------
    designs : sequence of ndarray, shape=(n_included, n_terms)
        See `fit_registry_cox`.

    Raises
    ------
    TooFewEvents, ConstantFactor, Separated
    """
    n_other = int((follow_up.cause[follow_up.included] == COMPETING).sum())
    needed = max(FEWEST_EVENTS, FEWEST_EVENTS_PER_PARAMETER * len(settings.columns.terms))
    fit_other = fit_registry_cox if n_other >= needed else fit_baseline_only
    own_draws = replace(settings, penalty="auto", seed=settings.seed + 1)
    return CompetingCox(
        sarcoma=fit_registry_cox(designs, follow_up, settings, EVENT),
        other=fit_other(designs, follow_up, own_draws, COMPETING),
    )
