"""An attacker reads everything in a registry's bundle, and looks for fewer than five patients."""

import itertools
import json

import numpy as np
import pytest

from models.factors import FACTORS
from training.registry.registry import COMPETING, EVENT

FEWEST = 5


def all_models(bundle):
    return [model for models in bundle.models.values() for model in models.values()]


def all_records(bundle):
    return [record for records in bundle.manifest.outcomes.values() for record in records.values()]


def test_no_profile_of_a_background_is_of_fewer_than_five(registry_bundle, registry):
    """Shares times patients; the three imputations are rows of one patient each."""
    n = registry.n_patients
    for record in all_records(registry_bundle):
        for cell in record.background:
            assert n * cell.share >= FEWEST - 1e-9


def test_no_imputation_has_shares_of_its_own(registry_bundle):
    """An imputation's own share could be of one patient."""
    for model in all_models(registry_bundle):
        for own in model.background.cohort_weights:
            assert model.background.weights.tolist() == own.tolist()


def bends_of(curve, rounding=1e-12):
    """Months at which a curve changes its slope, the first and last included."""
    slopes = np.diff(curve)
    changed = np.flatnonzero(~np.isclose(slopes[1:], slopes[:-1], rtol=1e-6, atol=2 * rounding)) + 1
    return [0, *changed.tolist(), len(curve) - 1]


@pytest.mark.parametrize(
    ("outcome", "hazard", "cause"),
    [
        ("overall_survival", "hazard", EVENT),
        ("cancer_specific_survival", "sarcoma", EVENT),
        ("cancer_specific_survival", "other", COMPETING),
        ("disease_free_survival", "hazard", EVENT),
    ],
)
def test_no_baseline_tells_of_fewer_than_five_events(
    registry_bundle, registry, outcome, hazard, cause
):
    """Between two bends of a baseline lie at least five events."""
    record = registry_bundle.manifest.outcomes[outcome]["cox"]
    follow_up = registry.follow_up[outcome]
    months = follow_up.months[follow_up.included & (follow_up.cause == cause)]
    bends = bends_of(np.array(getattr(record, hazard).baseline.cumulative_hazard))

    for first, last in itertools.pairwise(bends):
        assert ((months > first) & (months <= last)).sum() >= FEWEST or last == bends[-1]
    assert len(bends) > 3


def test_no_leaf_of_a_forest_tells_of_fewer_than_five_events(registry_bundle):
    """A leaf's curve falls in straight lines; each is of at least 5 events, so that few bend."""
    for outcome in ("overall_survival", "disease_free_survival"):
        forest = registry_bundle.models[outcome]["forest"]
        n_patients = forest.n_patients
        most_bends = n_patients // 2 // FEWEST + 2
        for curve in np.unique(forest.leaf_survival, axis=0)[:200]:
            assert len(bends_of(curve, rounding=1.1e-5)) <= most_bends


def test_numbers_of_patients_cannot_be_subtracted(registry_bundle, registry):
    """Outcomes differ in their patients, perhaps by one: every number is a multiple of five."""
    told = {record.n_patients for record in all_records(registry_bundle)}

    assert {0} == {n % FEWEST for n in told}
    assert all(n <= registry.n_patients for n in told)


def test_no_range_is_one_patient_s_value(registry_bundle, registry):
    """The oldest patient's age is nobody's business."""
    ranges = registry_bundle.manifest.training_ranges

    assert ranges
    for factor, told in ranges.items():
        values = registry.factors[factor].astype(float)
        values = values[~np.isnan(values)]
        for end, extreme in ((told.lowest, values.min()), (told.highest, values.max())):
            assert end != extreme or (values == extreme).sum() >= FEWEST


def walk(content, path=""):
    """Give every number of a JSON value with where it stands."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from walk(value, f"{path}/{key}")
    elif isinstance(content, list):
        for value in content:
            yield from walk(value, path)
    elif isinstance(content, int | float) and not isinstance(content, bool):
        yield path, content


COUNTS = ("n_patients", "n_events", "n_left_out", "deaths", "count", "n_rows", "n_judged")


def test_the_manifest_holds_no_small_count(registry_folder):
    """Of everything that counts patients, by its name."""
    manifest = json.loads((registry_folder / "manifest.json").read_text("utf-8"))
    counts = [
        (path, value)
        for path, value in walk(manifest)
        if path.rpartition("/")[2] in COUNTS and "configuration" not in path
    ]

    assert counts
    for path, value in counts:
        assert value >= FEWEST, path


def test_rare_levels_occur_nowhere(registry_bundle, registry):
    """A level that fewer than five patients have is no term of any model."""
    for model in all_models(registry_bundle):
        for term in model.columns.terms:
            column = registry.factors[term.factor]
            if term.kind == "level":
                assert (column == term.level).sum() >= FEWEST
    assert set(registry.factors) <= set(FACTORS)
