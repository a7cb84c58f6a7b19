"""How draws are dealt to imputations."""

from training.registry.fits.draws import N_DRAWS, _imputation


def test_draws_are_dealt_in_turn_and_pairs_stay_together():
    """0, 1, 2, 0, ...; 128 draws later comes the one of opposite sign."""
    dealt = [_imputation(draw, 3) for draw in range(N_DRAWS)]

    assert [0, 1, 2, 0] == dealt[:4]
    assert dealt[:128] == dealt[128:]
    assert [43, 43, 42] == [dealt[:128].count(k) for k in range(3)]
