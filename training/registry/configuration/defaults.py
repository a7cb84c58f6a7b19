"""What is modelled when a configuration leaves it open, and why.

The Cox model has the three factors of the published multivariable model, so that nothing is picked
in the hospital's own data. The disease-free interval bends instead of jumping at 12 months: a cut
throws away most of what the interval tells, and three knots cost one parameter more. Nodules keep
the published cut at two: their number is so skewed (a patient may have 89) that a line, or a
spline's straight tail, would be drawn by a handful of patients. Four parameters, so that 40 events
need no penalty.

The forest has the published seven: those three, side, completeness, size and primary site.
"""

from training.registry.configuration.requests import (
    LevelRequest,
    SplineRequest,
    TermRequest,
    ThresholdRequest,
)

COX_TERMS: tuple[TermRequest, ...] = (
    SplineRequest(kind="spline", factor="disease_free_interval_months", knots=3),
    LevelRequest(kind="level", factor="local_recurrence"),
    ThresholdRequest(kind="threshold", factor="nodule_count", operator=">=", cut=2.0),
)

FOREST_FACTORS = (
    "disease_free_interval_months",
    "local_recurrence",
    "nodule_count",
    "laterality",
    "complete_resection",
    "largest_nodule_cm",
    "primary_site",
)
