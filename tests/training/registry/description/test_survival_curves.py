"""Against lifelines on real patients; R's `survival` is asked by `make crosscheck`."""

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from sksurv.datasets import load_veterans_lung_cancer

from training.registry.description.grouping import Group, Grouping
from training.registry.description.patients import FEWER_WITHOUT, Patients
from training.registry.description.survival_curves import (
    FEWER_WHILE_AT_RISK,
    SurvivalCurve,
    compare_groups,
    draw_factor,
    draw_overall,
    estimate_survival,
)
from training.registry.disclosure import show_count


@pytest.fixture(scope="module")
def patients():
    """Months rounded up, who died, cell type."""
    frame, follow_up = load_veterans_lung_cancer()
    months = np.ceil(follow_up["Survival_in_days"] / 30.4375)
    return months, follow_up["Status"], frame["Celltype"].to_numpy()


def test_kaplan_meier_is_that_of_lifelines(patients):
    """Survival at every month, and its log(-log) limits."""
    months, event, _ = patients
    theirs = KaplanMeierFitter().fit(months, event)
    at = np.unique(months)[:-1]

    survival, lower, upper = estimate_survival(months, event, at)

    expected = theirs.survival_function_at_times(at)
    limits = theirs.confidence_interval_.loc[at].to_numpy()
    np.testing.assert_allclose(survival, expected, atol=1e-6, rtol=0)
    np.testing.assert_allclose(np.column_stack([lower, upper]), limits, atol=1e-6, rtol=0)


def test_survival_is_one_before_the_first_event(patients):
    """At month 0."""
    months, event, _ = patients

    assert [1, 1, 1] == [curve[0] for curve in estimate_survival(months, event, np.array([0]))]


def test_log_rank_is_that_of_lifelines(patients):
    """Four cell types; then two, the others left out."""
    months, event, cell_type = patients
    groups = [cell_type == name for name in np.unique(cell_type)]
    two = groups[0] | groups[1]
    expected = multivariate_logrank_test(months, cell_type, event)
    of_two = multivariate_logrank_test(months[two], cell_type[two], event[two])

    assert expected.test_statistic == pytest.approx(
        compare_groups(months, event, groups).chi_squared, abs=1e-6
    )
    assert expected.p_value == pytest.approx(compare_groups(months, event, groups).p, abs=1e-9)
    assert of_two.test_statistic == pytest.approx(
        compare_groups(months, event, groups[:2]).chi_squared, abs=1e-6
    )


def test_curves_are_read_straight_between_the_months_told():
    """Half-way from 1 at 0 to 0.8 at 10 months is 0.9; down to a half at month 20 + 10 * 3 / 4."""
    curve = SurvivalCurve(
        label="all",
        n=show_count(20),
        events=show_count(15),
        months=(0, 10, 20, 30),
        survival=(1.0, 0.8, 0.8, 0.4),
        lower=(1.0, 0.6, 0.6, 0.2),
        upper=(1.0, 1.0, 1.0, 0.6),
        until_month=36,
        at_risk=(),
        why_not=None,
    )

    assert pytest.approx((0.9, 0.8, 1.0)) == curve.at(5)
    assert pytest.approx((0.4, 0.2, 0.6)) == curve.at(36)
    assert curve.at(37) is None
    assert 28 == curve.median_months


def drawn(months, event):
    return draw_overall(Patients(np.array(months), np.array(event).astype(np.int64), ()))


def test_numbers_at_risk_are_those_whose_time_is_not_before():
    """Of months 1 to 44: 44, 33 from month 12 and 21 from 24, rounded; ten are seen to 35."""
    curve = drawn(range(1, 45), [True] * 30 + [False] * 14)

    assert ["45", "35", "20"] == [str(number) for number in curve.at_risk]
    assert 24 == curve.until_month


def test_a_last_month_that_is_a_whole_year_has_its_number():
    """Ten are seen to month 36 and nobody longer."""
    curve = drawn([*range(1, 21), *[36] * 10], [True] * 20 + [False] * 10)

    assert ["30", "20", "10", "10"] == [str(number) for number in curve.at_risk]


def test_fewer_than_five_events_while_ten_are_at_risk_are_no_curve():
    """Ten are seen to month 12, and all five die later."""
    curve = drawn([12] * 15 + [13, 14, 15, 16, 17], [False] * 15 + [True] * 5)

    assert ((), (), 0) == (curve.months, curve.at_risk, curve.until_month)
    assert FEWER_WHILE_AT_RISK == curve.why_not


def test_a_group_with_fewer_than_five_without_the_event_is_no_curve():
    """However many events it has."""
    curve = drawn(range(1, 25), [True] * 20 + [False] * 4)

    assert (() == curve.months, FEWER_WITHOUT) == (True, curve.why_not)


def test_numbers_at_risk_of_groups_are_counted_apart():
    """Months 1 to 22 and 1 to 44: 11 and 33 from month 12; 21 of the second from 24."""
    months = np.array([*range(1, 23), *range(1, 45)])
    event = np.array([month % 2 for month in months])
    first = np.arange(len(months)) < 22
    groups = (Group("no", first), Group("yes", ~first))
    patients = Patients(months, event, ())

    both = draw_factor(patients, Grouping("local_recurrence", groups))
    alone = draw_factor(patients, Grouping("local_recurrence", groups[:1]))

    assert [["20", "10"], ["45", "35", "20"]] == [
        [str(number) for number in curve.at_risk] for curve in both.curves
    ]
    assert (True, None) == (both.log_rank is not None, alone.log_rank)
