"""Against lifelines on real patients; R's `survival` is asked by `make crosscheck`."""

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter
from sksurv.datasets import load_gbsg2, load_veterans_lung_cancer

from training.registry.description.cox import NotEstimable, _invert, fit_cox


@pytest.fixture(scope="module", params=[load_gbsg2, load_veterans_lung_cancer])
def patients(request):
    """Design, months rounded up, and who had the event."""
    frame, follow_up = request.param()
    event, days = (np.asarray(follow_up[field]) for field in follow_up.dtype.names)
    return pd.get_dummies(frame, drop_first=True).astype(float), np.ceil(days / 30.4375), event


@pytest.fixture(scope="module")
def fits(patients):
    """Ours, and that of lifelines."""
    design, months, event = patients
    theirs = CoxPHFitter().fit(
        design.assign(months=months, event=event),
        "months",
        "event",
        fit_options={"precision": 1e-12, "r_precision": 1e-14},
    )
    return fit_cox(design.to_numpy(), months, event), theirs


def test_coefficients_and_standard_errors_are_those_of_lifelines(fits):
    """To 1e-6, with many ties."""
    ours, theirs = fits

    np.testing.assert_allclose(ours.coefficients, theirs.params_, atol=1e-6, rtol=0)
    np.testing.assert_allclose(ours.standard_errors, theirs.standard_errors_, atol=1e-6, rtol=0)
    np.testing.assert_allclose(ours.covariance, theirs.variance_matrix_, atol=1e-6, rtol=0)


def test_log_likelihoods_are_those_of_lifelines(fits):
    """At 0 and at the coefficients."""
    ours, theirs = fits

    assert theirs._ll_null_ == pytest.approx(ours.null_log_likelihood, abs=1e-6)
    assert theirs.log_likelihood_ == pytest.approx(ours.log_likelihood, abs=1e-6)


def test_survival_is_that_of_lifelines(fits, patients):
    """Breslow's baseline, at every month, for ten patients."""
    ours, theirs = fits
    design, months, _ = patients
    at = np.unique(months)
    expected = theirs.predict_survival_function(design.iloc[:10], times=at).to_numpy()

    for column, profile in zip(expected.T, design.to_numpy()[:10], strict=True):
        np.testing.assert_allclose(ours.survival(profile, at), column, atol=1e-6, rtol=0)


MONTHS = np.arange(1.0, 21.0)
EVENT = np.arange(20) % 2 == 0
OTHER = np.tile([0.0, 0.0, 1.0, 1.0], 5)


@pytest.mark.parametrize(
    ("design", "event"),
    [
        (np.ones((20, 1)), EVENT),
        (np.column_stack([OTHER, 2 * OTHER + 1]), EVENT),
        (EVENT.astype(float)[:, None], EVENT),
        (OTHER[:, None], np.zeros(20, dtype=bool)),
    ],
    ids=["constant", "dependent", "separating", "no event"],
)
def test_what_has_no_highest_likelihood_is_not_estimable(design, event):
    """Said as such, without a warning."""
    with pytest.raises(NotEstimable):
        fit_cox(design, MONTHS, event)


@pytest.mark.parametrize(("variance", "estimable"), [(99.0, True), (100.0, False), (101.0, False)])
def test_a_standard_error_of_ten_is_no_estimate(variance, estimable):
    """The inverse of the information, beside that of a column that is well known."""
    information = np.diag([1.0, 1 / variance])

    if estimable:
        np.testing.assert_allclose(_invert(information), np.diag([1.0, variance]), rtol=1e-12)
    else:
        with pytest.raises(NotEstimable):
            _invert(information)
