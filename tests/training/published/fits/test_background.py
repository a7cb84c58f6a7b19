import numpy as np

from training.published.fits.background import tabulate_background


def test_background_by_hand():
    """Two cohorts of four: shares 3/4 and 1/4 in one, 0 and all in the other, then their mean."""
    first = np.array([[0.0, 1.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    second = np.ones((4, 1)) * [1.0, 0.0]

    background = tabulate_background([first, second])

    assert [[0.0, 1.0], [1.0, 0.0]] == background.profiles.tolist()
    assert [[0.75, 0.25], [0.0, 1.0]] == background.cohort_weights.tolist()
    assert [0.375, 0.625] == background.weights.tolist()


def test_background_has_the_eight_cells_as_counted_in_each_cohort(cox, fits):
    """Each share, in each cohort, is the share of its patients with that profile."""
    counted = [
        [(fit.design == profile).all(axis=1).mean() for profile in cox.background.profiles]
        for fit in fits
    ]

    assert (8, 3) == cox.background.profiles.shape
    np.testing.assert_allclose(cox.background.cohort_weights, counted, atol=1e-15)
    np.testing.assert_allclose(cox.background.weights, np.mean(counted, axis=0), atol=1e-15)


def test_background_has_the_published_margins(cox):
    """DFI > 12 in 26, local recurrence in 41, nodules >= 2 in 71 of 110, in all and in each."""
    for shares in (cox.background.weights, *cox.background.cohort_weights):
        np.testing.assert_allclose(shares @ cox.background.profiles, np.array([26, 41, 71]) / 110)
