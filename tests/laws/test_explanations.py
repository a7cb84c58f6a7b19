"""What holds for the explanation of every model and every patient."""

from itertools import permutations
from math import factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.averaging.background import average_over, informative_facts
from models.factors import Patient
from models.prediction import predict


@given(data=st.data())
def test_contributions_add_up(model, patients, months, data):
    """To the probability minus the cohort's average."""
    _, horizons = data.draw(months(model.grid.longest_month))
    prediction = predict(model, data.draw(patients), horizons)

    assert list(horizons) == [explained.months for explained in prediction.explanation]
    for horizon, explained in zip(prediction.horizons, prediction.explanation, strict=True):
        total = sum(contribution.contribution for contribution in explained.contributions)

        assert horizon.average == pytest.approx(explained.average, abs=1e-12)
        assert horizon.survival - horizon.average == pytest.approx(total, abs=1e-6)


def over_orderings(players, value):
    """Average what each player adds on joining, over all orderings in which they may come."""
    values, total = {}, dict.fromkeys(players, 0.0)
    for ordering in permutations(players):
        known = frozenset()
        for player in ordering:
            for coalition in (known, known | {player}):
                if coalition not in values:
                    values[coalition] = value(coalition)
            total[player] += values[known | {player}] - values[known]
            known |= {player}
    return {player: worth / factorial(len(players)) for player, worth in total.items()}


@given(data=st.data())
@settings(max_examples=15)
def test_contributions_equal_the_sum_over_all_orderings(model, patients, data):
    """The prediction with a factor unknown is the coalition without it."""
    patient = data.draw(patients)
    month = data.draw(st.integers(1, model.grid.longest_month))
    facts = informative_facts(patient, model.columns)

    def value(known):
        held = {factor: facts[factor] for factor in known}
        return model.mean_survival(average_over(model.background, model.columns, held))[month]

    expected = over_orderings(list(facts), value)
    (horizon,) = predict(model, patient, (month,)).explanation
    found = {c.factor: c.contribution for c in horizon.contributions if c.factor in facts}

    assert expected == pytest.approx(found, abs=1e-9)


@given(data=st.data())
def test_what_bears_on_nothing_gets_exactly_nothing(model, patients, months, data):
    """An unknown factor and one that the model does not use: 0, not almost 0."""
    _, horizons = data.draw(months(model.grid.longest_month))
    prediction = predict(model, data.draw(patients), horizons)
    parts = [
        value
        for horizon in prediction.explanation
        for c in horizon.contributions
        if c.factor not in prediction.informative
        for value in (c.contribution, c.log_hazard)
        if value is not None
    ]

    assert [0.0] * len(parts) == parts


@given(data=st.data())
def test_every_factor_that_is_given_or_used_is_listed_once(model, patients, data):
    """The model's factors, and whatever is known beside them."""
    patient = data.draw(patients)
    (horizon,) = predict(model, patient, (60,)).explanation
    listed = [contribution.factor for contribution in horizon.contributions]

    assert len(set(listed)) == len(listed)
    assert {*model.columns.factors, *patient.model_dump(exclude_none=True)} == set(listed)


def test_the_unknown_patient_has_no_contributions(model):
    """Exactly 0 for every factor of the model."""
    (horizon,) = predict(model, Patient(), (60,)).explanation

    assert dict.fromkeys(model.columns.factors, 0.0) == {
        contribution.factor: contribution.contribution for contribution in horizon.contributions
    }


@given(data=st.data())
@settings(max_examples=25)
def test_an_explanation_does_not_depend_on_the_months_survived(model, patients, months, data):
    """It stays that of the probability from the operation on."""
    survived, horizons = data.draw(months(model.grid.longest_month))
    patient = data.draw(patients)

    assert (
        predict(model, patient, horizons).explanation
        == predict(model, patient, horizons, survived_months=survived).explanation
    )
