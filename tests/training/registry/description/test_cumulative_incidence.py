"""By hand; R's `survival` is asked by `make crosscheck`."""

import numpy as np
import pytest

from training.registry.description.cumulative_incidence import (
    IncidenceCurve,
    draw_incidence,
    estimate_incidence,
)
from training.registry.description.patients import Patients
from training.registry.disclosure import Shown


def test_incidence_is_what_a_hand_calculates():
    """Five patients: cause 1 at month 1, censored at 2, cause 2 at 3, cause 1 at 4, censored at 5.

    F1(1) = 1/5; S(1) = 4/5; F2(3) = 4/5 * 1/3; S(3) = 8/15; F1(4) = 1/5 + 8/15 * 1/2.
    """
    incidence = estimate_incidence(
        np.array([1, 2, 3, 4, 5]), np.array([1, 0, 2, 1, 0]), np.array([0, 1, 3, 4, 5])
    )

    expected = [[0, 1 / 5, 1 / 5, 7 / 15, 7 / 15], [0, 0, 4 / 15, 4 / 15, 4 / 15]]
    np.testing.assert_allclose(incidence, expected, atol=1e-12)


def test_one_cause_alone_has_no_incidence_of_its_own():
    """Then one minus survival says it all."""
    months = np.arange(1, 41)

    assert () == draw_incidence(Patients(months, months % 2, ()))


def test_a_cause_of_fewer_than_five_is_not_shown():
    """Four deaths of another cause: `<5`, and no curve."""
    months = np.arange(1, 41)
    cause = np.where(months <= 4, 2, months % 2)
    first, second = draw_incidence(Patients(months, cause, ()))

    assert ("20", "<5") == (str(first.events), str(second.events))
    assert () == second.months
    assert second.at(12) is None


def test_incidences_and_survival_add_up_to_one(description):
    """As far as they are rounded: to a twentieth of the patients each."""
    event, other = (curve.at(24) for curve in description.incidence)

    assert 0 < event + other < 1
    assert description.overall.at(24)[0] == pytest.approx(1 - event, abs=0.15)


def test_a_curve_is_read_up_to_its_last_month_and_no_farther():
    """Half way between 0 and 0.4 in a year; an empty one is never read."""
    curve = IncidenceCurve("", Shown(5), (0, 12), (0.0, 0.4), 24)
    empty = IncidenceCurve("", Shown(None), (), (), 0)

    assert [0.2, 0.4] == [pytest.approx(curve.at(month)) for month in (6, 24)]
    assert [None] * 3 == [curve.at(25), empty.at(0), empty.at(1)]


def test_five_up_to_the_last_month_shown_are_enough():
    """Ten are at risk at month 24; the fifth of the second cause dies in it, or one month later."""
    months = np.array([6] * 9 + [24] + [30] * 10)
    cause = np.array([2] * 4 + [1] * 5 + [2] + [0] * 10)
    later = np.where(months == 24, 25, months)

    for seen, told, until in ((months, (0, 24), 24), (later, (), 0)):
        _, second = draw_incidence(Patients(seen, cause, ()))
        assert (told, until) == (second.months, second.until_month)


def test_the_rest_of_the_patients_is_a_part_of_the_whole():
    """47, 4 and a rest of 47 of 98: 45 beside 45 of 100 would leave 4 only."""
    cause = np.array([1] * 47 + [2] * 4 + [0] * 47)

    first, second = draw_incidence(Patients(np.arange(1, 99), cause, ()))

    assert ("withheld", "<5") == (str(first.events), str(second.events))
