"""What the figures must reach, and whether they do."""

from dataclasses import dataclass
from enum import StrEnum

from benchmarks.measuring import Spread


class Verdict(StrEnum):
    """How a measured figure stands against its target."""

    AIM = "aim met"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True)
class Target:
    """One figure to reach.

    Attributes
    ----------
    at_least, aim : float
        For a figure that should be small: the most that it may be, and what is hoped for.
    unit : str
        Stands behind the number.
    """

    name: str
    at_least: float
    aim: float
    unit: str
    small_is_good: bool = False

    def judge(self, value: float) -> Verdict:
        """Compare a figure, never rounded, with both limits."""
        sign = -1.0 if self.small_is_good else 1.0
        if sign * value >= sign * self.aim:
            return Verdict.AIM
        return Verdict.MET if sign * value >= sign * self.at_least else Verdict.MISSED


@dataclass(frozen=True)
class Result:
    """A figure measured against its target; `note` says what exactly was measured."""

    target: Target
    measured: Spread
    note: str = ""

    @property
    def verdict(self) -> Verdict:
        """The verdict on the median."""
        return self.target.judge(self.measured.median)


FOREST_CURVE = Target("forest curve, one patient, against scikit-survival", 200, 500, "x")
COX_CURVE = Target("Cox curve, one patient, against scikit-survival", 10, 30, "x")
SURVSHAP = Target(
    "exact explanation against SurvSHAP(t) at equal or better error", 5_000, 20_000, "x"
)
TREE_EXPLAINER = Target(
    "exact explanation against shap's interventional TreeExplainer, same background", 50, 300, "x"
)
FULL_ANSWER = Target(
    "full answer in process, explanation and intervals included", 2.0, 0.5, "ms", small_is_good=True
)
WITHOUT_EXPLANATION = Target("throughput, `explain=false` against the no-op, c=16", 0.75, 0.9, "x")
WITH_EXPLANATION = Target("throughput, `explain=true` against the no-op, c=16", 0.45, 0.75, "x")
NAIVE = Target("throughput against the naive service", 50, 80, "x")
BATCH = Target(
    "batch of 1,000 with explanations, before JSON, on one core", 3_000, 15_000, "patients/s"
)
READY = Target("start to ready, beyond a bare FastAPI app", 1.0, 0.3, "s", small_is_good=True)
MEMORY = Target("resident memory of a worker", 250, 120, "MB", small_is_good=True)
BUNDLE_SIZE = Target("default bundle on disk", 5.0, 1.0, "MB", small_is_good=True)
GROWTH = Target(
    "growth of resident memory over 100,000 requests", 5.0, 1.0, "MB", small_is_good=True
)
HELD_BY_ONE = Target("event loop held by one patient, longest", 5, 5, "ms", small_is_good=True)
HELD_BY_BATCH = Target(
    "event loop held by a batch of 1,000, or by all that are answered together, longest",
    50,
    50,
    "ms",
    small_is_good=True,
)
