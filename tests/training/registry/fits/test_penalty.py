import numpy as np
import pytest

from training.estimators.cox_likelihood import CoxLikelihood, maximise
from training.registry.fits.penalty import (
    N_FOLDS,
    PENALTIES,
    _cross_validate,
    _folds,
    choose_penalty,
)


def simulate(effect, n_patients=150):
    rng = np.random.default_rng(8)
    design = rng.standard_normal((n_patients, 4))
    months = np.ceil(rng.exponential(30 * np.exp(-design @ ([effect] * 4)))).astype(int)
    return design, months, rng.random(n_patients) < 0.5


def test_noise_is_penalised_hard_and_signal_hardly():
    """Columns without an effect get a prior of sd 0.1 or less, strong ones one of 0.5 or more."""
    noise, signal = (simulate(effect) for effect in (0.0, 1.0))

    assert choose_penalty([noise[0]], *noise[1:], seed=1) >= 100.0
    assert choose_penalty([signal[0]], *signal[1:], seed=1) <= 4.0


def test_penalty_is_that_of_verweij_and_van_houwelingen():
    """By their definition: sum over folds of l(all) - l(outside) at what was fitted outside."""
    design, months, died = simulate(0.3)
    fold = _folds(died, seed=1)

    def cross_validated(penalty):
        total = 0.0
        for left_out in range(N_FOLDS):
            kept = fold != left_out
            outside = CoxLikelihood.of(design[kept], months[kept], died[kept])
            beta = maximise(outside, penalty)
            everybody = CoxLikelihood.of(design, months, died)
            total += everybody.log_likelihood(beta) - outside.log_likelihood(beta)
        return total

    expected = {penalty: cross_validated(penalty) for penalty in PENALTIES}
    np.testing.assert_allclose(
        _cross_validate(design, months, died, fold), [*expected.values()], rtol=1e-9
    )
    assert max(PENALTIES, key=expected.get) == choose_penalty([design], months, died, seed=1)


def test_every_fold_has_its_part_of_patients_and_of_events():
    """150 patients in folds of 15; events differ by one at most."""
    died = simulate(0.3)[2]

    fold = _folds(died, seed=1)

    assert [15] * N_FOLDS == np.bincount(fold).tolist()
    assert np.ptp(np.bincount(fold[died], minlength=N_FOLDS)) <= 1


def test_the_seed_alone_decides_the_folds():
    """Another seed deals other folds."""
    died = simulate(0.3)[2]

    np.testing.assert_array_equal(_folds(died, 1), _folds(died, 1))
    assert (_folds(died, 1) != _folds(died, 2)).any()


def test_imputations_are_judged_together():
    """Twice the same table gives the penalty of one."""
    design, months, died = simulate(0.3)

    assert choose_penalty([design], months, died, 1) == pytest.approx(
        choose_penalty([design, design], months, died, 1)
    )


def test_penalties_are_priors_of_standard_deviations_from_1_4_to_0_03():
    """0.5 to 1024, each twice the last: 1 / sqrt(0.5) = 1.41 and 1 / sqrt(1024) = 0.031."""
    assert (0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024) == PENALTIES


def test_three_imputations_are_looked_at(monkeypatch):
    """Votes 1 + 1 against 3 against 10: the third decides, and the fourth is not asked."""
    votes = [(1, 1.0), (1, 1.0), (2, 3.0), (3, 10.0)]
    monkeypatch.setattr(
        "training.registry.fits.penalty._cross_validate",
        lambda vote, *_: np.eye(len(PENALTIES))[vote[0]] * vote[1],
    )

    assert PENALTIES[2] == choose_penalty(votes, np.arange(20), np.arange(20) < 5, seed=1)
