import numpy as np
import pytest

from training.published.fits.assembly import assemble_cox
from training.published.fits.coefficients import pool
from training.published.fits.estimator import fit_cox
from training.published.plan import GRID, adjusted_contrasts, published_scale_plan


@pytest.fixture(scope="module")
def record(bundle):
    return bundle.manifest.outcomes["overall_survival"]["cox"]


def column(read, table, position, numbers_in):
    return [numbers_in(row[position])[0] for row in read.rows(table)]


def test_scenarios_are_the_record_s(read, record, numbers_in):
    """Assumed mean, and the factor that brings it about."""
    expected = [[100 * s.average, s.hazard_factor] for s in record.scenarios]
    rows = [numbers_in(" ".join(row[:2])) for row in read.rows("scenarios")]

    np.testing.assert_allclose(rows, expected, atol=0.0051)


def test_scenarios_of_cells_average_to_the_assumed_means(read, record, numbers_in):
    """Weighted with the cells' shares; the first scenario is the served model."""
    shares = {cell.profile: cell.share for cell in record.background}
    weights = [shares.get(tuple(map(float, p)), 0.0) for p in np.ndindex(2, 2, 2)]

    for position, scenario in enumerate(record.scenarios, start=1):
        cells = column(read, "scenario-cells", position, numbers_in)
        assert 100 * scenario.average == pytest.approx(np.dot(weights, cells), abs=0.051)


def test_sensitivity_is_the_record_s(read, record, numbers_in):
    """Served, and under shrinkage 0.81 and 1."""
    expected = [
        [cell.survival for cell in record.cells],
        *(other.survival for other in record.sensitivity),
    ]
    found = [column(read, "sensitivity", i, numbers_in) for i in (1, 2, 3)]

    np.testing.assert_allclose(found, 100 * np.array(expected), atol=0.051)


def test_last_column_is_the_model_as_published(read, subject, published, numbers_in):
    """Assembled anew from the fits without shrinkage and without prior."""
    contrasts = [contrast.name for contrast in adjusted_contrasts(published)]
    fits = [fit_cox(cohort, contrasts, GRID) for cohort in subject.reconstructions]
    pooled = pool(fits, np.array([row.standard_error for row in published.adjusted]))
    model = assemble_cox(fits, pooled, published_scale_plan(published, 0))
    expected = 100 * model.served.survival(model.background.profiles)[:, -1]

    np.testing.assert_allclose(column(read, "sensitivity", 4, numbers_in), expected, atol=0.051)
