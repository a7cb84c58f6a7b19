from itertools import product

import pytest

from models.averaging.background import average_over, informative_facts
from models.factors import Patient
from models.prediction import predict
from training.published.report.cells import CellAnswer, CellHorizon, answer_cells, disagreements

PATIENTS = [
    Patient(disease_free_interval_months=dfi, local_recurrence=recurrence, nodule_count=nodules)
    for dfi, recurrence, nodules in product((6.0, 24.0), (False, True), (1, 7))
]
"""One of each cell, in the order of the tables."""


@pytest.mark.parametrize("months", [12, 36, 60])
@pytest.mark.parametrize(("name", "column"), [("cox", 2), ("forest", 5)])
def test_cells_are_what_the_models_predict(read, bundle, numbers_in, months, name, column):
    """Survival, limits, W and B, as for a patient of whom only these three are known."""
    model = bundle.models["overall_survival"][name]
    for row, patient in zip(read.rows(f"cells-{months}"), PATIENTS, strict=True):
        (expected,) = predict(model, patient, (months,), explain=False).horizons
        facts = informative_facts(patient, model.columns)
        variance = model.variance(average_over(model.background, model.columns, facts))

        assert [
            100 * p for p in (expected.survival, expected.lower, expected.upper)
        ] == pytest.approx(numbers_in(row[column]), abs=0.051)
        assert variance.within[months] == pytest.approx(*numbers_in(row[column + 1]), abs=5.1e-4)
        assert variance.between[months] == pytest.approx(*numbers_in(row[column + 2]), abs=5.1e-4)


def test_shares_are_the_background_s_and_sum_to_one(read, bundle, numbers_in):
    """Mean, lowest and highest over the reconstructions."""
    background = bundle.models["overall_survival"]["cox"].background
    rows = read.rows("cells-60")
    shares = [numbers_in(row[1]) for row in rows]

    assert 100 == pytest.approx(sum(mean for mean, _, _ in shares), abs=0.4)
    assert sorted(100 * background.weights) == pytest.approx(
        sorted(mean for mean, _, _ in shares if mean), abs=0.051
    )
    assert all(lowest <= mean <= highest for mean, lowest, highest in shares)


def test_cells_are_named_in_words(read):
    """The first has none of the three, the last all."""
    rows = read.rows("cells-12")

    assert "DFI \N{LESS-THAN OR EQUAL TO} 12 months, no local recurrence, one nodule" == rows[0][0]
    assert "DFI > 12 months, local recurrence, 2 or more nodules" == rows[-1][0]


def answer(survival, lower, upper):
    return CellHorizon(survival, lower, upper, 0.1, 0.1)


def test_only_a_disagreement_on_both_sides_is_told():
    """At 12 months one lies in the other's interval; at 36 both do; at 60 neither does."""
    cell = CellAnswer(
        profile=(1.0,),
        states=("local recurrence",),
        share=1.0,
        share_lowest=1.0,
        share_highest=1.0,
        cox=(answer(0.9, 0.5, 0.95), answer(0.7, 0.5, 0.9), answer(0.6, 0.5, 0.7)),
        forest=(answer(0.6, 0.5, 0.7), answer(0.7, 0.5, 0.9), answer(0.3, 0.2, 0.4)),
    )

    [line] = disagreements([cell])
    assert line.startswith("local recurrence, at 60 months: 60.0")


def test_page_tells_the_disagreements_that_there_are(read, subject):
    """Each in a line, or that there are none."""
    found = disagreements(answer_cells(subject))

    assert all(line.replace("\N{NO-BREAK SPACE}", " ") in read.text for line in found)
    assert bool(found) != ("In none of these cells do the models disagree" in read.text)
