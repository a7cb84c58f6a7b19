import dataclasses

import numpy as np
import pytest
from lifelines import CoxPHFitter
from pandas import DataFrame

from models.terms import Columns, Level, Linear, Threshold
from training.registry.description.description import TooFewPatients, describe
from training.registry.registry import FollowUp, Registry

OUTCOME = "overall_survival"


def registry_of(factors, months, cause):
    n = len(months)
    follow_up = FollowUp(np.asarray(months), np.asarray(cause), np.ones(n, dtype=bool))
    return Registry(n, factors, {OUTCOME: follow_up}, (), "0" * 64)


@pytest.fixture(scope="module")
def simple():
    """Sixty patients, alternating; those with recurrence die earlier."""
    generator = np.random.default_rng(4)
    recurrence = np.arange(60) % 2 == 0
    months = np.ceil(generator.exponential(np.where(recurrence, 20, 40))).astype(int) + 1
    factors = {"local_recurrence": recurrence.astype(object), "age_years": 30.0 + np.arange(60)}
    return registry_of(factors, months, (np.arange(60) % 5 != 0).astype(int))


def test_hazard_ratios_are_those_of_lifelines(simple):
    """Univariable, and with age beside it: two decimals, three for each year."""
    follow_up = simple.follow_up[OUTCOME]
    table = DataFrame(
        {
            "recurrence": simple.factors["local_recurrence"].astype(float),
            "age": simple.factors["age_years"],
            "months": follow_up.months.astype(float),
            "event": follow_up.cause,
        }
    )
    alone = CoxPHFitter().fit(table.drop(columns="age"), "months", "event")
    both = CoxPHFitter().fit(table, "months", "event")
    terms = Columns((Level(factor="local_recurrence", level=True), Linear(factor="age_years")))

    described = describe(simple, OUTCOME, terms)
    univariable = next(f for f in described.univariable if f.factor == "local_recurrence")
    recurrence, age = (row.estimate for row in described.multivariable.rows)

    assert "reference" == univariable.rows[0].note
    assert alone.hazard_ratios_["recurrence"] == pytest.approx(
        univariable.rows[1].estimate.ratio, abs=0.0051
    )
    assert both.hazard_ratios_["recurrence"] == pytest.approx(recurrence.ratio, abs=0.0051)
    assert both.hazard_ratios_["age"] == pytest.approx(age.ratio, abs=0.00051)
    assert both.summary.loc["age", "p"] == pytest.approx(age.p, abs=0.00051)
    assert np.exp(both.confidence_intervals_.loc["age"]).to_list() == pytest.approx(
        [age.lower, age.upper], abs=0.00051
    )


def notes(described, factor):
    table = next(f for f in described.univariable if f.factor == factor)
    return {row.label: row.note for row in table.rows}


def test_rare_levels_are_not_estimated(description):
    """Each says why."""
    histology = notes(description, "histology")

    assert "fewer than 5 patients" == histology["Liposarcoma"] == histology["Other"]
    assert "reference" == histology["Leiomyosarcoma"]
    assert {"fewer than 5 patients", "no second group to compare with", ""} == set(
        notes(description, "local_therapy").values()
    )


def test_a_constant_factor_has_no_second_group(description):
    """All have a comorbidity."""
    assert {"yes": "no second group to compare with", "unknown": ""} == notes(
        description, "comorbidity"
    )


def test_terms_that_cannot_be_estimated_say_so(description):
    """Three had another therapy; the registry has no column for previous operations."""
    model = description.multivariable

    assert "local_therapy == sabr" in model.terms
    assert "previous_lung_metastasectomy" not in model.terms
    assert "fewer than 5 patients" == model.rows[model.terms.index("local_therapy == sabr")].note


@pytest.mark.parametrize(
    "cause",
    [np.zeros(40, dtype=int), np.ones(40, dtype=int), np.arange(40) // 20],
    ids=["no events", "events only", "separation"],
)
def test_degenerate_follow_up_is_told_without_a_warning(cause):
    """All levels are there, none is estimated."""
    recurrence = (np.arange(40) >= 20).astype(object)
    recurrence[:] = [bool(value) for value in recurrence]
    registry = registry_of({"local_recurrence": recurrence}, np.arange(1, 41), cause)
    described = describe(
        registry, OUTCOME, Columns((Level(factor="local_recurrence", level=True),))
    )

    assert [None] * 3 == [row.estimate for row in described.univariable[0].rows]
    assert [None] == [row.estimate for row in described.multivariable.rows]
    assert described.by_factor[0].log_rank is None


def test_terms_that_depend_on_each_other_are_not_estimable(simple):
    """Age in years twice."""
    terms = Columns((Linear(factor="age_years"), Linear(factor="age_years")))

    assert ["not estimable"] * 2 == [
        row.note for row in describe(simple, OUTCOME, terms).multivariable.rows
    ]


def test_without_terms_there_is_no_model(simple):
    """Nor with terms of which the registry knows nothing, any estimate."""
    unknown = Columns((Threshold(factor="nodule_count", operator=">=", cut=2),))

    assert describe(simple, OUTCOME).multivariable is None
    assert () == describe(simple, OUTCOME, unknown).multivariable.rows


def test_patients_whom_the_outcome_is_not_defined_for_are_left_out(simple):
    """Twenty of sixty: the curve is that of forty, Table 1 that of all."""
    follow_up = simple.follow_up[OUTCOME]
    included = dataclasses.replace(follow_up, included=np.arange(60) >= 20)
    described = describe(dataclasses.replace(simple, follow_up={OUTCOME: included}), OUTCOME)

    assert ("60", "40", "40") == (
        str(described.n_patients),
        str(described.n_included),
        str(described.overall.n),
    )


def test_nothing_is_said_of_four_patients():
    """An outcome that is defined for fewer than five is refused."""
    with pytest.raises(TooFewPatients):
        describe(registry_of({}, np.arange(1, 5), np.ones(4, dtype=int)), OUTCOME)


@pytest.mark.parametrize("n_patients", [5, 6, 9, 10, 12])
def test_few_patients_are_described_without_a_curve(n_patients):
    """From five on, though hardly anything is said."""
    months = np.arange(1, n_patients + 1)
    registry = registry_of({"age_years": 60.0 + months}, months, np.ones(n_patients, dtype=int))

    assert () == describe(registry, OUTCOME).overall.months
