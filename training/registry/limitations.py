"""What holds for every answer of a bundle that was trained on a registry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.manifest import BundleLimitation
from models.outcome import Outcome
from training.registry.fits.cox import RegistryCox

SUSPICIOUS_P = 0.05
"""Of the global test of constant hazard ratios."""


@dataclass(frozen=True)
class Findings:
    """What was found of one outcome's models.

    Attributes
    ----------
    cox : sequence of RegistryCox
        One for each hazard; empty where there is no Cox model.
    constancy_p : float or None
        Of the global test of constant hazard ratios; None where there is none.
    """

    outcome: Outcome
    n_imputations: int
    has_forest: bool
    cox: Sequence[RegistryCox]
    constancy_p: float | None


ONE_HOSPITAL = BundleLimitation(
    code="registry_not_validated",
    message=(
        "Trained on the patients of one registry, and validated in no others: how well it "
        "predicts elsewhere, or in patients still to come, is not known. Not for clinical use."
    ),
)
PERSONAL = BundleLimitation(
    code="registry_unreviewed",
    message=(
        "Made of the data of real patients: personal data until the hospital that they come from "
        "has reviewed it."
    ),
)
GROUPED = BundleLimitation(
    code="averaged_over_groups",
    message=(
        "What is unknown of a patient is averaged over made-up profiles, each of a group of at "
        "least 5 patients, and not over the patients themselves."
    ),
)
FEW_EVENTS = BundleLimitation(
    code="few_events",
    message=(
        "The registry holds fewer patients than Riley's criteria ask for a Cox model of this "
        "size: its effects may be too strong, and its probabilities too far from the average."
    ),
)
PENALISED = BundleLimitation(
    code="shrunk_effects",
    message=(
        "Events are few, so that the Cox model's effects are drawn towards none (ridge). The "
        "intervals do not know of the bias that this brings."
    ),
)
IMPUTED = BundleLimitation(
    code="imputed_values",
    message=(
        "Values missing in the registry were imputed several times, as if what is missing could "
        "be told from what is known. The intervals hold the spread between the imputations."
    ),
)
NOT_CONSTANT = BundleLimitation(
    code="hazard_ratios_not_constant",
    message=(
        "The Cox model takes hazard ratios to be the same at all times, and the registry speaks "
        "against it (p below 0.05): early and late probabilities may be off in opposite directions."
    ),
)
SMOOTHED = BundleLimitation(
    code="forest_smooths",
    message=(
        "The forest draws probabilities far from the average towards it. Its intervals do not "
        "hold this bias."
    ),
)
COMPLETE_ONLY = BundleLimitation(
    code="complete_resections_only",
    message=(
        "Disease-free survival was learnt from patients whose resection was not recorded as "
        "incomplete."
    ),
)
OTHER_DEATHS_ALIKE = BundleLimitation(
    code="other_deaths_alike",
    message=(
        "Deaths of other causes were too few to tell who dies of them: cancer-specific survival "
        "takes them to be as frequent in every patient."
    ),
)

LIMITATIONS = (
    ONE_HOSPITAL,
    PERSONAL,
    GROUPED,
    FEW_EVENTS,
    PENALISED,
    IMPUTED,
    NOT_CONSTANT,
    SMOOTHED,
    COMPLETE_ONLY,
    OTHER_DEATHS_ALIKE,
)
"""All that a registry's bundle may have, in the order in which they are told."""


def limitations_of(findings: Sequence[Findings]) -> tuple[BundleLimitation, ...]:
    """Collect what holds, each limitation once."""
    found = {limitation.code for one in findings for limitation in _found(one)}
    always = {ONE_HOSPITAL.code, PERSONAL.code, GROUPED.code}
    return tuple(known for known in LIMITATIONS if known.code in found | always)


def _found(one: Findings) -> Iterator[BundleLimitation]:
    fits = [fit for fit in one.cox if fit.penalty_reason != "baseline_only"]
    if any(fit.sample_size.verdict == "few_events" for fit in fits):
        yield FEW_EVENTS
    if any(fit.penalty > 0 for fit in fits):
        yield PENALISED
    if len(fits) < len(one.cox):
        yield OTHER_DEATHS_ALIKE
    if one.n_imputations > 1:
        yield IMPUTED
    if one.constancy_p is not None and one.constancy_p < SUSPICIOUS_P:
        yield NOT_CONSTANT
    if one.has_forest:
        yield SMOOTHED
    if one.outcome == "disease_free_survival":
        yield COMPLETE_ONLY
