"""Shapley values, against the sum over all orderings and against their axioms."""

from itertools import permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.explanation import (
    Contributions,
    coalitions_of,
    shapley_matrix,
    shapley_values,
)

PLAYERS = "abcd"
COALITIONS = coalitions_of(PLAYERS)
WORTH = st.floats(-1.0, 1.0)


def games(players=PLAYERS):
    """Generate games: a worth of two numbers (two horizons) for every coalition."""
    coalitions = coalitions_of(players)
    worth = arrays(np.float64, (len(coalitions), 2), elements=WORTH)
    return worth.map(lambda rows: dict(zip(coalitions, rows, strict=True)))


def over_orderings(players, game):
    """Average what each player adds on joining, over all orderings in which they may come."""
    total = {player: np.zeros(2) for player in players}
    for ordering in permutations(players):
        present = frozenset()
        for player in ordering:
            total[player] += game[present | {player}] - game[present]
            present |= {player}
    return {player: worth / factorial(len(players)) for player, worth in total.items()}


def test_coalitions_are_all_subsets_from_none_to_all():
    """2 ** 3 of them, smaller ones first."""
    expected = [set(), {"a"}, {"b"}, {"c"}, {"a", "b"}, {"a", "c"}, {"b", "c"}, {"a", "b", "c"}]

    assert expected == [set(coalition) for coalition in coalitions_of("abc")]


def test_the_glove_game_is_shared_as_in_the_textbook():
    """One left glove (a) and two right ones (b, c), a pair is worth 1: 2/3, 1/6, 1/6."""

    def worth(coalition):
        return np.array(float("a" in coalition and len(coalition) > 1))

    values = shapley_values("abc", worth)

    assert {"a": 2 / 3, "b": 1 / 6, "c": 1 / 6} == pytest.approx(values)


@given(games())
def test_values_equal_the_sum_over_all_orderings(game):
    """The definition, with all 24 orderings of four players."""
    expected = over_orderings(PLAYERS, game)
    values = shapley_values(PLAYERS, game.__getitem__)

    for player in PLAYERS:
        np.testing.assert_allclose(expected[player], values[player], rtol=0, atol=1e-12)


@given(games())
def test_values_add_up_to_what_all_gain_over_none(game):
    """Efficiency."""
    values = shapley_values(PLAYERS, game.__getitem__)
    gain = game[frozenset(PLAYERS)] - game[frozenset()]

    np.testing.assert_allclose(gain, sum(values.values()), rtol=0, atol=1e-12)


@given(games("abc"), arrays(np.float64, 2, elements=WORTH))
def test_a_dummy_gets_what_it_adds_alone(game, alone):
    """A player who adds the same to every coalition gets that, and the others do not change."""

    def with_dummy(coalition):
        return game[coalition - {"d"}] + ("d" in coalition) * alone

    values = shapley_values(PLAYERS, with_dummy)
    without = shapley_values("abc", game.__getitem__)

    np.testing.assert_allclose(alone, values["d"], rtol=0, atol=1e-12)
    for player in "abc":
        np.testing.assert_allclose(without[player], values[player], rtol=0, atol=1e-12)


@given(games("abc"))
def test_a_player_who_adds_nothing_gets_exactly_nothing(game):
    """Not merely almost nothing."""
    values = shapley_values(PLAYERS, lambda coalition: game[coalition - {"d"}])

    assert [0.0, 0.0] == values["d"].tolist()


@given(games())
def test_players_who_add_the_same_get_the_same(game):
    """Symmetry: let b be treated as a is."""

    def symmetric(coalition):
        swap = {"a": "b", "b": "a"}
        other = frozenset(swap.get(player, player) for player in coalition)
        return game[coalition] + game[other]

    values = shapley_values(PLAYERS, symmetric)

    np.testing.assert_allclose(values["a"], values["b"], rtol=0, atol=1e-12)


@given(games(), games())
def test_values_of_a_sum_are_the_sums_of_the_values(one, other):
    """Additivity."""
    values = [
        shapley_values(PLAYERS, worth)
        for worth in (one.__getitem__, other.__getitem__, lambda c: one[c] + other[c])
    ]

    for player in PLAYERS:
        np.testing.assert_allclose(
            values[2][player], values[0][player] + values[1][player], rtol=0, atol=1e-12
        )


def test_without_players_there_is_nothing_to_share():
    """An all-unknown patient is the cohort average, and the background is asked once."""
    asked = []

    def worth(coalition):
        asked.append(coalition)
        return np.zeros(2)

    assert {} == shapley_values((), worth)
    assert [frozenset()] == asked


def test_every_coalition_is_asked_once():
    """2 ** 4 evaluations of the model for four known factors."""
    asked = []

    def worth(coalition):
        asked.append(coalition)
        return np.zeros(2)

    shapley_values(PLAYERS, worth)

    assert sorted(map(sorted, COALITIONS)) == sorted(map(sorted, asked))


@pytest.mark.parametrize("n_players", [1, 2, 3, 4])
def test_the_matrix_gives_the_sum_over_all_orderings(n_players):
    """Of games whose worths are powers of two, so that no two coalitions are worth the same."""
    players = PLAYERS[:n_players]
    numbered = [
        frozenset(p for i, p in enumerate(players) if number >> i & 1)
        for number in range(2**n_players)
    ]
    worth = 2.0 ** np.arange(2**n_players)
    game = {one: np.full(2, value) for one, value in zip(numbered, worth, strict=True)}

    found = shapley_matrix(n_players) @ worth

    expected = [value[0] for value in over_orderings(players, game).values()]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@pytest.mark.parametrize(("log_hazard", "unused"), [(np.array([[0.3]]), 0.0), (None, None)])
def test_a_factor_that_is_no_fact_adds_nothing(log_hazard, unused):
    """Exactly 0 at each horizon, and on the log hazard where the model has one."""
    found = Contributions(
        ("sex",), np.full((1, 1, 2), 0.1), np.zeros((1, 1, 2), dtype=bool), log_hazard
    ).of(0, {"sex"}, ("sex", "age_years"))

    assert [0.1, 0.1] == found["sex"].contribution.tolist()
    assert [0.0, 0.0] == found["age_years"].contribution.tolist()
    assert found["age_years"].determined.all()
    assert unused == found["age_years"].log_hazard
