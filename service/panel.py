"""The panel: the models that answer together, and the parts of an answer common to all patients."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.applicability import WarningRules
from models.bundle import Bundle
from models.errors import Fault, Unsupported
from models.outcome import Outcome
from models.survival_model import SurvivalModel
from service.answer import BundleAnswer
from service.catalogue import Catalogue
from service.wording import Wording

MOST_PANELS = 32
"""So many are kept: models are asked for in few combinations."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Models of one bundle that answer together about one outcome, in one language.

    Attributes
    ----------
    models : tuple of SurvivalModel
    wording : Wording
    warning_rules : WarningRules
        For what must be said of a patient.
    description : BundleAnswer
        Of their bundle; every answer carries it.
    longest_month : int
        The last month that all of them support.
    """

    models: tuple[SurvivalModel, ...]
    wording: Wording
    warning_rules: WarningRules
    description: BundleAnswer
    longest_month: int


def panel_of(
    bundle: Bundle, catalogue: Catalogue, outcome: Outcome, names: Sequence[str] | None
) -> Panel:
    """Give the panel of the models named, or of all that are not experimental.

    Raises
    ------
    Unsupported
        When the bundle has no such outcome or model.
    """
    return _panel(
        _BundleIdentity(bundle), catalogue, outcome, None if names is None else tuple(names)
    )


def describe_bundle(bundle: Bundle, catalogue: Catalogue) -> BundleAnswer:
    """Say which bundle answers, and what holds for every answer of it."""
    worded = [catalogue.word_limitation(known) for known in bundle.manifest.limitations]
    return {
        "id": bundle.id,
        "version": bundle.manifest.pulmet_version,
        "sha256": bundle.sha256,
        "provenance": bundle.manifest.provenance,
        "clinical_use": bundle.manifest.clinical_use,
        "limitations": [{"code": one.code, "message": one.message} for one in worded],
    }


class _BundleIdentity:
    """A bundle as a key: it equals itself alone, and is not compared member by member."""

    __slots__ = ("bundle",)

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _BundleIdentity) and self.bundle is other.bundle

    def __hash__(self) -> int:
        return id(self.bundle)


@lru_cache(MOST_PANELS)
def _panel(
    key: _BundleIdentity, catalogue: Catalogue, outcome: Outcome, names: tuple[str, ...] | None
) -> Panel:
    bundle = key.bundle
    models = _select(bundle, outcome, names)
    ranges = {
        factor: (bounds.lowest, bounds.highest)
        for factor, bounds in bundle.manifest.training_ranges.items()
    }
    return Panel(
        models,
        Wording(catalogue, outcome, bundle.manifest.provenance),
        WarningRules(outcome, ranges, [term for model in models for term in model.columns.terms]),
        describe_bundle(bundle, catalogue),
        min(model.grid.longest_month for model in models),
    )


def _select(
    bundle: Bundle, outcome: Outcome, names: tuple[str, ...] | None
) -> tuple[SurvivalModel, ...]:
    available = bundle.models_for(outcome)
    if names is None:
        return tuple(model for model in available.values() if not model.experimental)
    faults = [
        Fault("model_unsupported", field=f"models/{i}", details={"allowed": sorted(available)})
        for i, name in enumerate(names)
        if name not in available
    ] or [
        Fault("model_repeated", field=f"models/{i}")
        for i, name in enumerate(names)
        if name in names[:i]
    ]
    if faults:
        raise Unsupported(faults)
    return tuple(available[name] for name in names)
