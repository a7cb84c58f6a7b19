import numpy as np
import pytest

from training.published.reconstruction import compare


@pytest.fixture(scope="module")
def comparisons(subject, published):
    """For each published row what every reconstruction gives."""
    return list(zip(*(compare(c, published) for c in subject.reconstructions), strict=True))


@pytest.fixture(scope="module")
def rows(read):
    """The 15 univariable rows and the 3 adjusted ones."""
    return [*read.rows("univariable"), *read.rows("adjusted")]


def test_there_is_a_row_for_every_published_one(rows, published):
    """15 and 3, in the published order, each with its issues."""
    expected = [*published.contrasts, *published.adjusted]

    assert 18 == len(rows)
    assert [" ".join(row.issues) for row in expected] == [row[-1] for row in rows]


def test_published_numbers_are_those_of_the_record(rows, published, numbers_in):
    """Hazard ratio, limits, p and patients, as printed; p and SE as the limits have them."""
    groups = {c.name: [c.n_reference, c.n_exposed, c.n_missing] for c in published.contrasts}
    for row, told in zip(rows, [*published.contrasts, *published.adjusted], strict=True):
        assert groups[told.name] == numbers_in(row[1])
        assert [told.hazard_ratio, told.lower, told.upper] == numbers_in(row[2])
        assert [told.p] == numbers_in(row[3])
        assert [pytest.approx(told.p_from_limits, abs=5e-5)] == numbers_in(row[4])
        assert [pytest.approx(told.standard_error, abs=5e-4)] == numbers_in(row[5])


def test_p_of_the_disease_free_interval_is_not_what_is_printed(rows):
    """0.01 printed, 0.0014 by its limits: issue I05."""
    assert ["0.010", "0.0014"] == rows[5][3:5]


def test_reconstructed_numbers_are_the_refits(rows, comparisons, numbers_in):
    """Geometric mean, lowest and highest of hazard ratios and of standard error ratios."""
    for row, found in zip(rows, comparisons, strict=True):
        logs = np.array([one.log_hazard_ratio for one in found])
        ratios = np.array([one.standard_error_ratio for one in found])
        for cell, values in ((row[6], np.exp(logs)), (row[7], ratios)):
            expected = [np.exp(np.log(values).mean()), values.min(), values.max()]
            assert expected == pytest.approx(numbers_in(cell), abs=5.1e-4)


def test_every_repair_is_told(read, published):
    """With what it rests on."""
    for contrast in published.contrasts:
        assert contrast.basis in read.text
