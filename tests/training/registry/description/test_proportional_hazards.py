"""Against cox.zph of R's survival 3.5-3; `make crosscheck` asks it anew, on all data sets."""

import numpy as np
import pytest
from sksurv.datasets import load_veterans_lung_cancer

from training.registry.description.cox import NotEstimable, fit_cox
from training.registry.description.proportional_hazards import (
    check_proportional_hazards,
    transform_times,
)


@pytest.fixture(scope="module")
def patients():
    """Age, Karnofsky score and treatment of the Veterans' lung cancer trial, in days."""
    frame, follow_up = load_veterans_lung_cancer()
    design = np.column_stack(
        [frame["Age_in_years"], frame["Karnofsky_score"], frame["Treatment"] == "test"]
    ).astype(float)
    return design, follow_up["Survival_in_days"], follow_up["Status"]


@pytest.mark.parametrize(
    ("transform", "expected"),
    [
        ("km", [2.09951762451, 12.00295744976, 0.28354692647, 19.10166478625]),
        ("identity", [0.972445081358, 4.654533495560, 1.113803186273, 10.189143384674]),
    ],
)
def test_statistics_are_those_of_r(patients, transform, expected):
    """cox.zph(coxph(Surv(time, event) ~ age + karno + trt), transform): each, then GLOBAL."""
    design, times, event = patients
    fit = fit_cox(design, times, event)
    g = transform_times(fit, times, event, transform)

    by_term, all_terms = check_proportional_hazards(fit, g, {"age": [0], "karno": [1], "trt": [2]})

    assert expected == pytest.approx(
        [*(test.chi_squared for test in by_term.values()), all_terms.chi_squared], abs=1e-6
    )
    assert [1, 1, 1, 3] == [
        *(test.degrees_of_freedom for test in by_term.values()),
        all_terms.degrees_of_freedom,
    ]


def test_p_is_that_of_r(patients):
    """0.000260479449458 for all three."""
    design, times, event = patients
    fit = fit_cox(design, times, event)
    _, all_terms = check_proportional_hazards(fit, transform_times(fit, times, event), {})

    assert 0.000260479449458 == pytest.approx(all_terms.p, abs=1e-9)


def test_events_at_one_time_show_no_drift():
    """Nothing to compare with: not estimable, without a warning."""
    design = np.tile([0.0, 1.0], 10)[:, None]
    times = np.where(np.arange(20) < 10, 5.0, 9.0)
    fit = fit_cox(design, times, np.arange(20) < 7)

    with pytest.raises(NotEstimable):
        check_proportional_hazards(fit, transform_times(fit, times, np.arange(20) < 7), {"x": [0]})
