import math

import numpy as np
import pytest

from models.factors import Patient
from models.prediction import predict
from models.reading import read_model
from training.bundle.arrays import cox_arrays
from training.published.evidence import load_external
from training.published.fits.assembly import assemble_cox
from training.published.plan import DEFAULT_SEED, cox_plan
from training.published.record import cell_survivals, cox_record


@pytest.fixture(scope="module")
def unshrunk(evidence, published):
    """The served model under a shrinkage of 1: the sensitivity in the record below."""
    return assemble_cox(
        evidence.fits, evidence.pooled, cox_plan(published, load_external(), DEFAULT_SEED, 1.0)
    )


@pytest.fixture(scope="module")
def record(cox, plan, evidence, published, unshrunk):
    return cox_record(
        cox,
        plan=plan,
        pooled=evidence.pooled,
        cohort=published,
        sensitivity={1.0: unshrunk},
        arrays="cox.npz",
    )


def test_record_and_arrays_together_are_the_model(cox, record):
    """Written and read back, the model gives the same answers, bit for bit."""
    patient = Patient(disease_free_interval_months=8.0, nodule_count=3)

    again = read_model("cox", "overall_survival", record, cox_arrays(cox))

    expected, actual = (predict(model, patient, (12, 36, 60)) for model in (cox, again))
    assert expected.horizons == actual.horizons
    assert expected.ranges == actual.ranges
    assert expected.explanation == actual.explanation
    np.testing.assert_array_equal(expected.curve.lower, actual.curve.lower)


def test_record_survives_json(record):
    """What the manifest stores is what was computed, to the last digit."""
    assert record == type(record).model_validate_json(record.model_dump_json())


def test_coefficients_are_told_as_published_as_pooled_and_as_served(record, evidence):
    """ln 0.267 with its SE of 0.454, its prior, and no shrinkage; likewise ln 1.901, shrunk."""
    dfi, recurrence, nodules = record.coefficients

    assert math.log(0.267) == pytest.approx(dfi.published, rel=1e-12)
    assert math.log(0.652 / 0.110) / 3.92 == pytest.approx(dfi.published_se, rel=1e-9)
    assert (None, math.log(0.60), 0.35) == (dfi.shrinkage, dfi.prior_mean, dfi.prior_sd)
    assert math.log(1.901) == pytest.approx(recurrence.published, rel=1e-12)
    assert math.log(1.841) == pytest.approx(nodules.published, rel=1e-12)
    for told in (recurrence, nodules):
        assert (0.55, None, None) == (told.shrinkage, told.prior_mean, told.prior_sd)
        assert told.published_se == told.served_se
    assert evidence.pooled.values.tolist() == [told.pooled for told in record.coefficients]


def test_served_probabilities_follow_from_the_record_by_hand(cox, record):
    """S(t) = exp(-H(t) exp(b . x)), averaged over the shares of the cells that remain.

    For DFI 8 months and three nodules, local recurrence unknown: x1 = 0, x3 = 1, and x2 takes
    both values with the shares of all patients.
    """
    b = [told.served for told in record.coefficients]
    shares = [
        sum(cell.share for cell in record.background if cell.profile[1] == x2) for x2 in (0, 1)
    ]

    answer = predict(cox, Patient(disease_free_interval_months=8.0, nodule_count=3), (12, 36, 60))

    for horizon in answer.horizons:
        hazard = record.baseline.cumulative_hazard[horizon.months]
        expected = sum(
            share * math.exp(-hazard * math.exp(b[1] * x2 + b[2]))
            for x2, share in zip((0, 1), shares, strict=True)
        )
        assert expected == pytest.approx(horizon.survival, abs=1e-12)


def test_covariances_hold_the_standard_errors_on_their_diagonals(record):
    """Published and served alike, with one correlation between them."""
    for matrix, errors in (
        (record.published_covariance, [told.published_se for told in record.coefficients]),
        (record.covariance, [told.served_se for told in record.coefficients]),
    ):
        np.testing.assert_allclose(np.sqrt(np.diag(matrix)), errors, rtol=1e-12)
    published, served = (
        np.array(matrix) / np.sqrt(np.outer(np.diag(matrix), np.diag(matrix)))
        for matrix in (record.published_covariance, record.covariance)
    )
    np.testing.assert_allclose(published, served, rtol=1e-12)


def test_cells_are_what_the_model_predicts_for_such_patients(cox, record):
    """All eight, with their limits at month 60."""
    assert 8 == len(record.cells)
    for cell in record.cells:
        late, recurrence, several = map(bool, cell.profile)
        patient = Patient(
            disease_free_interval_months=13.0 if late else 12.0,
            local_recurrence=recurrence,
            nodule_count=2 if several else 1,
        )
        [horizon] = predict(cox, patient, (60,)).horizons
        expected = (horizon.survival, horizon.lower, horizon.upper)
        assert pytest.approx(expected, abs=1e-12) == (cell.survival, cell.lower, cell.upper)


def test_sensitivity_tells_coefficients_and_cells_of_the_other_model(record, unshrunk, evidence):
    """Under a shrinkage of 1 all but the DFI are the pooled coefficients."""
    [sensitivity] = record.sensitivity

    assert 1.0 == sensitivity.shrinkage
    assert evidence.pooled.values[1:].tolist() == list(sensitivity.coefficients[1:])
    assert record.coefficients[0].served == sensitivity.coefficients[0]
    assert [cell.survival for cell in cell_survivals(unshrunk)] == list(sensitivity.survival)


def test_scenarios_name_their_sources(record):
    """Three means, the published one with the factor 1."""
    assert [0.629, 0.47, 0.38] == [scenario.average for scenario in record.scenarios]
    assert 1.0 == pytest.approx(record.scenarios[0].hazard_factor, abs=1e-9)
    assert ["ntuh_2024", "ntuh_2024", "van_geel_1996"] == [
        scenario.source.split(":")[0] for scenario in record.scenarios
    ]


def test_no_measure_of_performance_is_given(record):
    """On a reconstruction, discrimination would be circular."""
    assert {} == record.metrics
