"""What holds for the curve of every model and every patient."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.prediction import predict

SLACK = 1e-12
"""For sums in floating point."""


def draw_prediction(data, model, patients, months):
    """Predict a generated patient, at generated months."""
    survived, horizons = data.draw(months(model.grid.longest_month))
    return predict(model, data.draw(patients), horizons, survived_months=survived, explain=False)


def test_the_laws_are_tried_on_every_model(bundle, registry_bundle, served):
    """A model that joins a bundle is added to the list of the laws."""
    found = {
        which: [(outcome, name) for outcome, models in one.models.items() for name in models]
        for which, one in (("bundle", bundle), ("registry_bundle", registry_bundle))
    }

    assert served == found


@given(data=st.data())
def test_a_curve_begins_with_certainty(model, patients, months, data):
    """Alive at the month survived: 1, and limits of 1; the grid runs to its end."""
    survived, horizons = data.draw(months(model.grid.longest_month))
    patient = data.draw(patients)
    curve = predict(model, patient, horizons, survived_months=survived, explain=False).curve

    assert (1.0, 1.0, 1.0) == (curve.survival[0], curve.lower[0], curve.upper[0])
    assert list(range(survived, model.grid.longest_month + 1)) == curve.months.tolist()


@given(data=st.data())
def test_a_curve_never_increases(model, patients, months, data):
    """Nobody comes back. Its limits are pointwise, so that of them this is not claimed."""
    curve = draw_prediction(data, model, patients, months).curve

    assert (np.diff(curve.survival) <= SLACK).all()


@given(data=st.data())
def test_a_curve_lies_within_its_limits_and_they_within_0_and_1(model, patients, months, data):
    """Lower limit, point and upper limit, in this order, on every month."""
    curve = draw_prediction(data, model, patients, months).curve

    assert (curve.lower >= 0).all()
    assert (curve.lower <= curve.survival).all()
    assert (curve.survival <= curve.upper).all()
    assert (curve.upper <= 1).all()


@given(data=st.data())
@settings(max_examples=25)
def test_a_horizon_is_read_off_the_curve(model, patients, months, data):
    """Its month, probability and limits; the horizons come in the order asked for."""
    prediction = draw_prediction(data, model, patients, months)
    curve = prediction.curve
    for horizon in prediction.horizons:
        i = horizon.months - curve.months[0]

        assert (curve.survival[i], curve.lower[i], curve.upper[i]) == (
            horizon.survival,
            horizon.lower,
            horizon.upper,
        )


@given(data=st.data())
@settings(max_examples=25)
def test_surviving_the_months_in_turn_is_surviving_them_all(model, patients, months, data):
    """S(s) S(t | s) = S(t), where the event is all that ends a curve."""
    if model.outcome == "cancer_specific_survival":
        pytest.skip("given alive, and who died of another cause is not: another identity holds")
    survived, horizons = data.draw(months(model.grid.longest_month))
    patient = data.draw(patients)
    whole = predict(model, patient, horizons, explain=False).curve.survival
    rest = predict(model, patient, horizons, survived_months=survived, explain=False).curve

    np.testing.assert_allclose(whole[survived:], whole[survived] * rest.survival, rtol=1e-12)


@given(data=st.data())
def test_median_and_restricted_mean_lie_on_the_grid(model, patients, months, data):
    """After the months survived; the median, where there is one, is where one half is passed."""
    prediction = draw_prediction(data, model, patients, months)
    curve, median = prediction.curve, prediction.median_months
    first, last = curve.months[0], curve.months[-1]

    assert first < prediction.restricted_mean_months <= last
    assert (median is None) == bool(curve.survival[-1] > 0.5)
    if median is not None:
        assert curve.survival[median - first] <= 0.5 < curve.survival[median - first - 1]


@given(data=st.data())
def test_scenarios_are_in_the_order_of_their_means(model, patients, data):
    """A cohort that fares worse makes nobody fare better."""
    last = model.grid.longest_month
    (horizon,) = predict(model, data.draw(patients), (last,), explain=False).horizons
    by_mean = sorted((scenario.average, scenario.survival) for scenario in horizon.scenarios)

    assert sorted(survival for _, survival in by_mean) == [survival for _, survival in by_mean]
