import numpy as np
import pytest

from training.registry.description.table_one import (
    Quartiles,
    make_table_one,
    read_count,
    read_quartiles,
)


def told(name, values):
    column = np.array(values, dtype=object if isinstance(values[0], str | bool) else np.float64)
    [factor] = make_table_one({name: column}, len(values))
    return factor


def test_levels_are_counted_as_they_are_shown():
    """97 and 3 of 100; a percentage only for what is shown."""
    factor = told("local_therapy", ["surgery"] * 97 + ["sabr"] * 3)

    assert [("Surgery", "95", 0.95), ("Stereotactic ablative radiotherapy (SABR)", "<5", None)] == [
        (level.label, str(level.count), level.share) for level in factor.levels
    ]
    assert "<5" == str(factor.unknown)


def test_quartiles_are_means_of_five():
    """0 to 24 in fives have the means 2, 7, 12, 17, 22; an extreme value moves only the last."""
    expected = Quartiles(median=12, lower=7, upper=17)

    assert expected == told("age_years", list(range(25))).quartiles
    assert expected == told("age_years", [*range(24), 110]).quartiles


def test_a_number_that_few_have_has_no_quartiles():
    """Nine known of twenty."""
    factor = told("largest_nodule_cm", [2.0] * 9 + [np.nan] * 11)

    assert factor.quartiles is None
    assert "10" == str(factor.unknown)


def test_a_factor_that_nobody_has_is_told_as_unknown():
    """Twenty of twenty."""
    [factor] = make_table_one({"smoker": np.full(20, None, dtype=object)}, 20)

    assert ((), "20") == (factor.levels, str(factor.unknown))


def test_whole_numbers_with_few_values_are_levels():
    """ECOG 0 and 2."""
    factor = told("ecog", [0.0] * 10 + [2.0] * 10)

    assert ["0", "2"] == [level.label for level in factor.levels]


@pytest.mark.parametrize("cell", ["", "19", "19 (47.5%)", "nan", "1,900 (47.5)"])
def test_a_count_that_is_not_understood_is_a_defect(cell):
    """Rather than a number that was not rounded."""
    with pytest.raises(ValueError, match="no count"):
        read_count(cell)


@pytest.mark.parametrize("cell", ["nan [nan,nan]", "61.7 (3.2)", "61.7"])
def test_quartiles_that_are_not_understood_are_a_defect(cell):
    """Likewise."""
    with pytest.raises(ValueError, match="no median"):
        read_quartiles(cell)
