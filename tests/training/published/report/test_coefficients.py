import math

import numpy as np
import pytest

from training.published.report.coefficients import correlation_of, hazard_ratio, undecided


@pytest.fixture(scope="module")
def record(bundle):
    return bundle.manifest.outcomes["overall_survival"]["cox"]


def test_coefficients_are_the_record_s(read, record, published, numbers_in):
    """As published with the printed limits, as pooled, as served with 1.96 standard errors."""
    for row, told, printed in zip(
        read.rows("coefficients"), record.coefficients, published.adjusted, strict=True
    ):
        reach = 1.959964 * told.served_se
        expected = [
            (1, [told.published, told.published_se]),
            (2, [printed.hazard_ratio, printed.lower, printed.upper]),
            (3, [told.pooled]),
            (5, [told.served, told.served_se]),
            (6, [math.exp(told.served + d) for d in (0, -reach, reach)]),
        ]
        for column, values in expected:
            assert values == pytest.approx(numbers_in(row[column]), abs=5.1e-4)


def test_adjustments_are_told(read):
    """The prior N(ln 0.60, 0.35) for the DFI, 0.55 for the two others."""
    dfi, *others = (row[4] for row in read.rows("coefficients"))

    assert all(part in dfi for part in ("\N{MINUS SIGN}0.511", "0.35", "0.60"))
    assert ["multiplied by 0.55, SE kept"] * 2 == others


def test_hazard_ratio_has_normal_limits():
    """exp(0.5 +- 1.96 * 0.25): 1.649, from 1.010 to 2.691."""
    assert pytest.approx((1.649, 1.010, 2.691), abs=5e-4) == hazard_ratio(0.5, 0.25)


def test_terms_without_a_sure_effect_are_named(read, subject):
    """1.42 (0.77-2.62) and 1.40 (0.73-2.66) include 1, 0.44 (0.26-0.76) does not."""
    assert ("local recurrence", "2 or more nodules") == undecided(subject)
    assert "local recurrence and 2 or more nodules may make no difference" in read.text


def test_covariance_and_correlation_are_the_record_s(read, record, numbers_in):
    """And the correlation has ones on its diagonal."""
    covariance = np.array(record.covariance)
    rows = np.array([numbers_in(" ".join(row[1:])) for row in read.rows("covariance")])
    sd = np.sqrt(np.diag(covariance))

    np.testing.assert_allclose(rows[:, :3], covariance, atol=5.1e-5)
    np.testing.assert_allclose(rows[:, 3:], covariance / np.outer(sd, sd), atol=5.1e-4)
    np.testing.assert_allclose(np.diag(correlation_of(record.covariance)), 1)


def test_baseline_is_the_record_s(read, record, numbers_in):
    """Cumulative hazard and survival at 0, 12, 36 and 60 months."""
    for row, month in zip(read.rows("baseline"), (0, 12, 36, 60), strict=True):
        hazard = record.baseline.cumulative_hazard[month]
        expected = [month, hazard, 100 * math.exp(-hazard)]
        assert expected == pytest.approx(numbers_in(" ".join(row)), abs=0.051)


def test_worked_example_comes_out(page, bundle, record):
    """What stands there, computed as it stands there, is the model's answer of that cell."""
    formula = page.split('<p class="formula">')[1].split("</p>")[0]
    left, right = formula.replace("\N{MINUS SIGN}", "-").split(" = ")
    hazard, log_hazard = (
        float(part)
        for part in left.removeprefix("exp(-").rstrip(")").split(" \N{MULTIPLICATION SIGN} exp(")
    )
    lowest = min(cell.survival for cell in record.cells)

    assert 100 * lowest == pytest.approx(float(right.split("\N{NO-BREAK SPACE}")[0]), abs=0.051)
    assert lowest == pytest.approx(math.exp(-hazard * math.exp(log_hazard)), abs=5e-4)
    assert "cox" in bundle.models["overall_survival"]
