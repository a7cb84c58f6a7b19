"""What a registry must hold: each bound at, below and above it."""

import pytest

from training.registry.fits.refusals import (
    TooFewEvents,
    require_events,
    require_events_of_forest,
)


@pytest.mark.parametrize(
    ("n_events", "n_parameters"), [(10, 1), (10, 5), (11, 5), (12, 6), (200, 100)]
)
def test_ten_events_and_two_for_each_parameter_are_enough(n_events, n_parameters):
    """Ten in all, however few the parameters; twice as many as parameters."""
    require_events(n_events, n_parameters)


@pytest.mark.parametrize("n_events", [0, 9])
def test_fewer_than_ten_events_are_refused(n_events):
    """Also for one parameter."""
    with pytest.raises(TooFewEvents, match=f"there are {n_events} events, and at least 10"):
        require_events(n_events, 1)


@pytest.mark.parametrize(("n_events", "n_parameters"), [(11, 6), (13, 7), (199, 100)])
def test_fewer_than_two_events_for_each_parameter_are_refused(n_events, n_parameters):
    """The message tells both numbers, and what is needed."""
    says = f"{n_events} events for {n_parameters} parameters, and at least 2 for each"
    with pytest.raises(TooFewEvents, match=says):
        require_events(n_events, n_parameters)


@pytest.mark.parametrize(("n_events", "n_patients"), [(30, 60), (31, 61), (30, 900), (870, 900)])
def test_a_forest_needs_thirty_with_the_event_and_thirty_without(n_events, n_patients):
    """Whichever of them is rarer."""
    require_events_of_forest(n_events, n_patients)


@pytest.mark.parametrize(("n_events", "n_patients"), [(29, 900), (871, 900), (30, 59), (0, 900)])
def test_fewer_than_thirty_of_either_are_refused(n_events, n_patients):
    """Events, or patients without one."""
    with pytest.raises(TooFewEvents, match="30 patients with the event and as many without"):
        require_events_of_forest(n_events, n_patients)
