"""Everything that a study of simulated registries writes, by file name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from models.arrays import FloatArray
from studies.registry.coverage import RegistrySimulation, measure_registry_coverage
from studies.registry.coverage_page import PAGE, write_registry_coverage
from studies.spline_bias import SplineSimulation, measure_spline_bias
from studies.spline_bias_page import write_spline_bias

Progress = Callable[[Iterable[FloatArray], int], Iterable[FloatArray]]


@dataclass(frozen=True)
class RegistryStudy:
    """What is simulated: registries of each kind, and bent effects."""

    coverage: tuple[RegistrySimulation, ...] = (
        RegistrySimulation(),
        RegistrySimulation(missing=0.3, n_imputations=10),
    )
    splines: SplineSimulation = field(default_factory=SplineSimulation)


def draw_registry_figures(study: RegistryStudy, progress: Progress) -> dict[str, str]:
    """Simulate, measure and write; equal studies give equal text."""
    coverage = [measure_registry_coverage(one, progress) for one in study.coverage]
    return {
        PAGE: write_registry_coverage(coverage),
        **write_spline_bias(measure_spline_bias(study.splines, progress)),
    }
