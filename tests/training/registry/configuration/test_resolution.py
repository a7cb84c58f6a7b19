import json

import numpy as np
import pytest

from models.terms import Level, Linear, Spline, Threshold
from training.registry.configuration import (
    Configuration,
    ConfigurationRefused,
    ResolvedConfiguration,
    parse_configuration,
    resolve,
)
from training.registry.fits.refusals import (
    ConstantFactor,
    FollowUpTooShort,
    RegistryCannotCarry,
    TooFewEvents,
    TooManyMissing,
)
from training.registry.registry import FollowUp, Registry

N = 400
COX = "[overall_survival.cox]\n"


def registry(months=None, cause=None, outcomes=("overall_survival",), **changed):
    """Build a registry of 400, 250 of whom die; `changed` replaces factors, None removes one."""
    rng = np.random.default_rng(6)
    nodules = np.minimum(rng.geometric(0.4, N), 30).astype(np.float64)
    factors = {
        "age_years": np.round(rng.normal(50.0, 10.0, N)),
        "disease_free_interval_months": np.round(rng.exponential(20.0, N)),
        "local_recurrence": (rng.random(N) < 0.3).astype(object),
        "nodule_count": nodules,
        **changed,
    }
    months = rng.integers(1, 160, N) if months is None else months
    cause = (np.arange(N) < 250).astype(np.int64) if cause is None else cause
    seen = FollowUp(months, cause, np.ones(N, dtype=bool))
    return Registry(
        n_rows=N,
        factors={name: column for name, column in factors.items() if column is not None},
        follow_up=dict.fromkeys(outcomes, seen),
        flow=(),
        sha256="0" * 64,
    )


def with_events(n_events):
    return (np.arange(N) < n_events).astype(np.int64)


def same_in_all(*, answer):
    return np.full(N, answer, dtype=object)


def mostly_unknown(share):
    column = np.full(N, None, dtype=object)
    column[int(share * N) :] = True
    column[-20:] = False
    return column


def test_the_default_has_the_three_published_factors():
    """A spline, a level and a threshold, with knots found and rounded."""
    resolved = resolve(Configuration(), registry())

    outcome = resolved.outcomes["overall_survival"]
    line, bend, recurrence, nodules = outcome.cox.terms
    assert Linear(factor="disease_free_interval_months") == line
    assert isinstance(bend, Spline)
    assert all(knot == round(knot) for knot in bend.knots)
    assert Level(factor="local_recurrence", level=True) == recurrence
    assert Threshold(factor="nodule_count", operator=">=", cut=2) == nodules
    assert (N, 250, 120, 1) == (
        outcome.n_patients,
        outcome.n_events,
        outcome.longest_month,
        outcome.imputations,
    )


def test_a_resolved_configuration_survives_a_manifest():
    """Written as JSON and read again, it is the same."""
    resolved = resolve(Configuration(), registry())

    written = json.dumps(resolved.model_dump(mode="json"))

    assert resolved == ResolvedConfiguration.model_validate_json(written)


@pytest.mark.parametrize(
    ("column", "message"),
    [
        (None, "local_recurrence: the file has no such column"),
        (mostly_unknown(0.45), "local_recurrence: unknown in 45% of the patients"),
        (same_in_all(answer=True), "local_recurrence: the same in all patients"),
        (np.full(N, None, dtype=object), "local_recurrence: unknown in 100% of the patients"),
    ],
)
def test_the_default_leaves_out_what_cannot_be_used_and_says_so(column, message):
    """In the Cox model and in the forest, once."""
    resolved = resolve(Configuration(), registry(local_recurrence=column))

    outcome = resolved.outcomes["overall_survival"]
    assert "local_recurrence" not in outcome.factors
    said = [n.message for n in resolved.notices if n.factor == "local_recurrence"]
    assert 1 == len(said)
    assert said[0].startswith(message)


@pytest.mark.parametrize(
    ("column", "error", "message"),
    [
        (None, ConfigurationRefused, "overall_survival: local_recurrence: the file has no such"),
        (mostly_unknown(0.45), TooManyMissing, "at most 40% is allowed"),
        (same_in_all(answer=False), ConstantFactor, "the same in all patients"),
    ],
)
def test_what_is_asked_for_and_cannot_be_used_is_refused(column, error, message):
    """By name."""
    asked = parse_configuration(COX + 'terms = [{kind = "level", factor = "local_recurrence"}]')

    with pytest.raises(error, match=message):
        resolve(asked, registry(local_recurrence=column))


def test_more_may_be_missing_where_it_is_allowed():
    """With an imputation for each percent of incomplete patients."""
    text = "missing_allowed = 0.5\n" + COX + 'terms = [{kind = "level", factor = "smoker"}]'
    asked = parse_configuration(text)

    outcome = resolve(asked, registry(smoker=mostly_unknown(0.45))).outcomes["overall_survival"]

    assert "smoker" in outcome.factors
    assert 45 == outcome.imputations


def test_a_term_that_is_constant_is_refused_by_name():
    """All have more than 0 nodules."""
    text = 'terms = [{kind = "threshold", factor = "nodule_count", operator = ">=", cut = 1}]'

    with pytest.raises(ConstantFactor, match="nodule_count >= 1: the same in all patients"):
        resolve(parse_configuration(COX + text), registry())


def test_knots_that_coincide_are_a_notice():
    """Five knots on skewed counts."""
    text = 'terms = [{kind = "spline", factor = "nodule_count", knots = 5}]'

    resolved = resolve(parse_configuration(COX + text), registry())

    [notice] = [n for n in resolved.notices if n.code == "fewer_knots"]
    assert notice.message.startswith("nodule_count: 5 knots would coincide; it has")


def test_knots_that_are_given_are_kept():
    """To the number."""
    text = 'terms = [{kind = "spline", factor = "age_years", knots = [30, 50.5, 70]}]'

    resolved = resolve(parse_configuration(COX + text), registry())

    spline = resolved.outcomes["overall_survival"].cox.terms[1]
    assert (30.0, 50.5, 70.0) == spline.knots


def test_a_term_asked_for_twice_is_refused():
    """A line is part of a spline."""
    text = (
        'terms = [{kind = "spline", factor = "age_years"}, {kind = "linear", factor = "age_years"}]'
    )

    with pytest.raises(ConfigurationRefused, match="age_years: asked for twice"):
        resolve(parse_configuration(COX + text), registry())


@pytest.mark.parametrize(
    ("n_events", "message"),
    [
        (3, "overall_survival: there are 3 events, and at least 10 are needed"),
        (0, "overall_survival: there are 0 events"),
    ],
)
def test_few_events_are_refused_in_one_sentence(n_events, message):
    """Whatever is configured."""
    with pytest.raises(TooFewEvents, match=message):
        resolve(Configuration(), registry(cause=with_events(n_events)))


def test_few_events_for_the_terms_are_refused():
    """11 events for six parameters."""
    text = """terms = [
        {kind = "spline", factor = "age_years", knots = 4},
        {kind = "spline", factor = "disease_free_interval_months", knots = 4},
    ]"""
    months = np.full(N, 30)

    with pytest.raises(TooFewEvents, match="11 events for 6 parameters"):
        resolve(
            parse_configuration(COX + text),
            registry(months=months, cause=with_events(11)),
        )


def test_follow_up_that_ends_before_the_first_horizon_is_refused():
    """All are censored or dead by month 11."""
    with pytest.raises(FollowUpTooShort, match="the first horizon is 12 months"):
        resolve(Configuration(), registry(months=np.full(N, 11)))


def test_the_longest_month_has_ten_at_risk():
    """Ten patients are followed to month 70, the others to 40."""
    months = np.where(np.arange(N) < 390, 40, 70)
    data = registry(months=months)

    assert 70 == resolve(Configuration(), data).outcomes["overall_survival"].longest_month
    with pytest.raises(FollowUpTooShort, match="longest_month must be at most 70"):
        resolve(Configuration(longest_month=71), data)
    wanted = resolve(Configuration(longest_month=60), data)
    assert 60 == wanted.outcomes["overall_survival"].longest_month


def test_an_outcome_that_is_not_recorded_is_refused_when_named():
    """The refusal says what is recorded."""
    message = "disease_free_survival: the file does not record it; it records overall_survival"

    with pytest.raises(ConfigurationRefused, match=message):
        resolve(Configuration(outcomes=("disease_free_survival",)), registry())


def test_an_outcome_that_cannot_be_carried_is_left_out_unless_it_is_named():
    """Three relapses among many deaths: a notice, or a refusal."""
    both = registry(outcomes=("overall_survival", "disease_free_survival"))
    few = FollowUp(
        both.follow_up["overall_survival"].months, with_events(3), np.ones(N, dtype=bool)
    )
    data = Registry(
        n_rows=N,
        factors=both.factors,
        follow_up={**both.follow_up, "disease_free_survival": few},
        flow=(),
        sha256="0" * 64,
    )

    resolved = resolve(Configuration(), data)

    assert ["overall_survival"] == list(resolved.outcomes)
    assert ["outcome_left_out"] == [
        n.code for n in resolved.notices if n.outcome == "disease_free_survival"
    ]
    with pytest.raises(TooFewEvents, match=r"^disease_free_survival: there are 3 events"):
        resolve(parse_configuration("[disease_free_survival]"), data)


def test_cancer_specific_survival_has_no_forest():
    """A forest knows one cause of death only."""
    resolved = resolve(Configuration(), registry(outcomes=("cancer_specific_survival",)))

    assert resolved.outcomes["cancer_specific_survival"].forest is None


def test_no_usable_factor_at_all_is_refused():
    """There is nothing to predict from."""
    data = registry(disease_free_interval_months=None, local_recurrence=None, nodule_count=None)

    with pytest.raises(RegistryCannotCarry, match="no factor of the default model can be used"):
        resolve(Configuration(), data)
