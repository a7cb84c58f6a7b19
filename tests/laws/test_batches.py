"""What holds for patients who are asked about together, in every model: each is as if alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.prediction import predict, predict_many, survival_at
from models.query import Query

SLACK = 1e-12
"""For sums in floating point, which are taken in another order."""


def numbers_in(prediction):
    """List all numbers of a prediction but the curve."""
    return [
        *(v for h in prediction.horizons for v in (h.survival, h.lower, h.upper, h.average)),
        *(s.survival for h in prediction.horizons for s in h.scenarios),
        prediction.restricted_mean_months,
        *(v for r in prediction.ranges for v in (r.lowest, r.highest)),
        *(c.contribution for h in prediction.explanation for c in h.contributions),
    ]


def words_in(prediction):
    """List all else of a prediction."""
    return [
        prediction.informative,
        prediction.median_months,
        prediction.restricted_to_month,
        [(r.factor, r.months) for r in prediction.ranges],
        [
            [(c.factor, c.log_hazard is None) for c in h.contributions]
            for h in prediction.explanation
        ],
    ]


@pytest.mark.parametrize("curve", [False, True], ids=["horizons only", "with curves"])
@given(data=st.data())
@settings(max_examples=15)
def test_a_patient_among_others_is_answered_as_alone(model, patients, months, curve, data):
    """Whoever the others are, and whether or not limits are computed on all months."""
    survived, horizons = data.draw(months(model.grid.longest_month))
    together = data.draw(st.lists(patients, min_size=1, max_size=6))
    found = predict_many(model, together, Query(horizons, survived, curve=curve))

    for patient, prediction in zip(together, found, strict=True):
        alone = predict(model, patient, horizons, survived_months=survived)
        np.testing.assert_allclose(numbers_in(alone), numbers_in(prediction), rtol=0, atol=SLACK)
        assert words_in(alone) == words_in(prediction)
        places = prediction.curve.months - survived
        for one in ("survival", "lower", "upper"):
            np.testing.assert_allclose(
                getattr(alone.curve, one)[places],
                getattr(prediction.curve, one),
                rtol=0,
                atol=SLACK,
            )


@given(data=st.data())
@settings(max_examples=15)
def test_one_probability_alone_is_the_prediction_s(model, patients, months, data):
    """At one horizon, of several patients."""
    survived, (horizon, *_) = data.draw(months(model.grid.longest_month))
    together = data.draw(st.lists(patients, min_size=1, max_size=4))
    expected = [
        predict(model, patient, (horizon,), survived_months=survived, explain=False)
        for patient in together
    ]

    np.testing.assert_allclose(
        [prediction.horizons[0].survival for prediction in expected],
        survival_at(model, together, horizon, survived),
        rtol=0,
        atol=SLACK,
    )
