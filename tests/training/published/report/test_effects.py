import pytest

from models.factors import Patient
from models.prediction import predict

HELD = {
    "Disease-free interval > 12 months": ("disease_free_interval_months", 6.0, 20.0),
    "Local recurrence: yes": ("local_recurrence", False, True),
    "Number of nodules \N{GREATER-THAN OR EQUAL TO} 2": ("nodule_count", 1, 4),
    "Laterality: bilateral": ("laterality", "unilateral", "bilateral"),
    "Complete resection: yes": ("complete_resection", False, True),
    "Largest nodule > 3 cm": ("largest_nodule_cm", 2.0, 5.0),
    "Primary site: extremity": ("primary_site", "head_neck", "extremity"),
}


def test_every_factor_of_either_model_is_held(read):
    """Seven in the forest, of which three in the Cox model."""
    rows = read.rows("partial-effects")

    assert list(HELD) == [row[0] for row in rows if row[1] == "forest"]
    assert list(HELD)[:3] == [row[0] for row in rows if row[1] == "Cox"]


def test_effects_are_what_the_models_predict(read, bundle, numbers_in):
    """With one factor known and all others averaged; direction as its explanation has it."""
    for row in read.rows("partial-effects"):
        factor, without, with_ = HELD[row[0]]
        model = bundle.models["overall_survival"][row[1].lower()]
        found = [predict(model, Patient(**{factor: value}), (60,)) for value in (without, with_)]
        horizons = [prediction.horizons[0] for prediction in found]
        for cell, horizon in zip(row[2:4], horizons, strict=True):
            expected = [100 * p for p in (horizon.survival, horizon.lower, horizon.upper)]
            assert expected == pytest.approx(numbers_in(cell), abs=0.051)
        difference = 100 * (horizons[1].survival - horizons[0].survival)
        assert difference == pytest.approx(*numbers_in(row[4]), abs=0.051)
        determined = {
            part.factor: part.determined for part in found[1].explanation[0].contributions
        }
        assert determined[factor] == (row[5] == "agreed")


def test_forest_is_told_to_be_experimental(read, bundle):
    """With how it was grown and its mean."""
    record = bundle.manifest.outcomes["overall_survival"]["forest"]

    assert "The forest (experimental)" in read.text
    for name, value in record.hyperparameters.items():
        assert f"{name} = {value}" in read.text
    assert f"{100 * record.mean_survival:.1f} % by the forest" in read.text
