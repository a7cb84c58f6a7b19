"""What holds for unknown facts, in every model: they are averaged over, one mechanism for all."""

import dataclasses

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.applicability import changed, require_applicable
from models.averaging.background import Background, informative_facts
from models.errors import InputError
from models.factors import FACTORS, Patient
from models.prediction import predict
from models.terms import Level, Threshold

SLACK = 1e-12
"""For sums in floating point."""

SETTLED_BY = {"nodule_count": ("laterality", "bilateral"), "laterality": ("nodule_count", 1)}
"""A factor, and the fact that leaves it one value: several nodules, one side."""


@pytest.fixture(scope="module")
def cox(bundle):
    """Give the served Cox model."""
    return bundle.models["overall_survival"]["cox"]


def has_few_values(model, factor):
    """Tell whether a model knows a factor by levels and cut points only."""
    terms = [term for term in model.columns.terms if term.factor == factor]
    return all(isinstance(term, Level | Threshold) for term in terms)


def is_settled(patient, factor):
    """Tell whether what is known of a patient leaves a factor only one value."""
    return any(
        factor == settled and getattr(patient, other) == value
        for settled, (other, value) in SETTLED_BY.items()
    )


def shuffled(model, order):
    """Give a model whose background has its rows in another order."""
    rows = model.background
    other = Background(rows.profiles[order], rows.weights[order], rows.cohort_weights[:, order])
    return dataclasses.replace(model, background=other)


def numbers_in(prediction):
    """List the curve with its limits, the ranges and the contributions."""
    curve = prediction.curve
    return [
        *curve.survival,
        *curve.lower,
        *curve.upper,
        *(value for r in prediction.ranges for value in (r.lowest, r.highest)),
        *(c.contribution for h in prediction.explanation for c in h.contributions),
    ]


@given(data=st.data())
@settings(max_examples=25)
def test_the_order_of_the_background_does_not_matter(model, patients, months, data):
    """Rows are a set: shuffled, they give the same curve, limits, ranges and contributions."""
    survived, horizons = data.draw(months(model.grid.longest_month))
    patient = data.draw(patients)
    order = data.draw(st.permutations(range(len(model.background.weights))))
    found = [
        numbers_in(predict(m, patient, horizons, survived_months=survived))
        for m in (model, shuffled(model, list(order)))
    ]

    np.testing.assert_allclose(found[0], found[1], rtol=0, atol=1e-12)


@given(data=st.data())
def test_what_is_not_informative_changes_nothing(model, patients, months, data):
    """A patient of whom only the informative facts are known gets the same answer."""
    survived, horizons = data.draw(months(model.grid.longest_month))
    patient = data.draw(patients)
    bare = Patient(**informative_facts(patient, model.columns))
    whole, part = (
        predict(model, p, horizons, survived_months=survived, explain=False)
        for p in (patient, bare)
    )

    assert whole.horizons == part.horizons
    assert whole.informative == part.informative
    assert whole.ranges == part.ranges


@given(data=st.data())
@settings(max_examples=25)
def test_the_unknown_patient_is_the_cohort_average(model, months, data):
    """At every horizon, on whatever months survived."""
    survived, horizons = data.draw(months(model.grid.longest_month))
    prediction = predict(model, Patient(), horizons, survived_months=survived)

    np.testing.assert_allclose(
        [horizon.average for horizon in prediction.horizons],
        [horizon.survival for horizon in prediction.horizons],
        rtol=0,
        atol=1e-12,
    )


@given(data=st.data())
@settings(max_examples=25)
def test_knowing_a_factor_moves_the_prediction_within_its_range(model, patients, months, data):
    """Whatever its value turns out to be, unless it contradicts what is known.

    Nor if it was settled already. Both sides leave out the background's patients with one nodule;
    once the nodules are counted, all of the background is averaged over again.
    """
    survived, horizons = data.draw(months(model.grid.longest_month))
    patient, other = data.draw(patients), data.draw(patients)
    prediction = predict(model, patient, horizons, survived_months=survived, explain=False)
    learnt = [
        factor
        for factor in dict.fromkeys(r.factor for r in prediction.ranges)
        if getattr(other, factor) is not None
        and has_few_values(model, factor)
        and not is_settled(patient, factor)
    ]
    assume(learnt)
    for factor in learnt:
        known = changed(patient, {factor: getattr(other, factor)})
        try:
            require_applicable(known, model.outcome)
        except InputError:
            continue
        found = predict(model, known, horizons, survived_months=survived, explain=False)
        survival = {horizon.months: horizon.survival for horizon in found.horizons}
        for r in prediction.ranges:
            if r.factor == factor:
                assert r.lowest - SLACK <= survival[r.months] <= r.highest + SLACK


@given(data=st.data())
def test_the_prediction_lies_within_each_range(cox, overall_patients, months, data):
    """Of a model whose hazards are multiplied: every unknown factor moves all patients one way.

    Of a forest it is not claimed: a factor may help some and harm others, and trying its values
    on everybody undoes its association with the rest.
    """
    survived, horizons = data.draw(months(cox.grid.longest_month))
    patient = data.draw(overall_patients)
    prediction = predict(cox, patient, horizons, survived_months=survived, explain=False)
    survival = {horizon.months: horizon.survival for horizon in prediction.horizons}

    for r in prediction.ranges:
        assert r.lowest - SLACK <= survival[r.months] <= r.highest + SLACK


@given(data=st.data())
@settings(max_examples=25)
def test_what_is_settled_has_a_range_of_one_point(model, patients, months, data):
    """Both sides are two nodules or more, one nodule is on one side: that is the prediction."""
    survived, horizons = data.draw(months(model.grid.longest_month))
    settled = [f for f in sorted(SETTLED_BY) if f in model.columns.factors]
    settled = [f for f in settled if has_few_values(model, f)]
    assume(settled)
    factor = data.draw(st.sampled_from(settled))
    other, value = SETTLED_BY[factor]
    patient = changed(data.draw(patients), {factor: None, other: value})
    prediction = predict(model, patient, horizons, survived_months=survived, explain=False)
    survival = {horizon.months: horizon.survival for horizon in prediction.horizons}
    ranges = [r for r in prediction.ranges if r.factor == factor]

    assert list(horizons) == [r.months for r in ranges]
    for r in ranges:
        assert r.lowest == r.highest
        assert abs(r.lowest - survival[r.months]) <= SLACK


@given(data=st.data())
def test_ranges_are_given_for_every_unknown_factor_and_no_other(model, patients, data):
    """One for each unknown factor of the model and each horizon."""
    patient = data.draw(patients)
    prediction = predict(model, patient, (12, 60), explain=False)
    unknown = {factor for factor in model.columns.factors if getattr(patient, factor) is None}
    stands_in = set(prediction.informative)

    assert {(factor, month) for factor in unknown - stands_in for month in (12, 60)} == {
        (r.factor, r.months) for r in prediction.ranges
    }
    assert unknown <= set(FACTORS)
