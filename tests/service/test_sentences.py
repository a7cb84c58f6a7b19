"""Numbers in sentences: rounded once, signs in words, and never advice."""

import re

import pytest

pytestmark = pytest.mark.anyio

DFI = "disease_free_interval_months"


def text_of(answer, factor, place=-1):
    """Give what is said of a factor at a horizon of the first prediction."""
    parts = answer["predictions"][0]["explanation"]["horizons"][place]["contributions"]
    return next(part["text"] for part in parts if part["factor"] == factor)


async def test_contribution_is_said_in_percentage_points(ask, cox, by_hand):
    """With one fact known, its contribution is the whole difference from the average."""
    patient = {DFI: 6}
    points = 100 * (by_hand(cox, {})[60] - by_hand(cox, patient)[60])

    assert points > 0
    assert (
        f"Disease-free interval: 6 months: lowers the probability of being alive at 60 months "
        f"by {points:.1f} percentage points."
    ) == text_of(await ask(patient), DFI)


async def test_contribution_that_raises_is_said_to_raise(ask, cox, by_hand):
    """The sign is in the verb."""
    patient = {"local_recurrence": False}
    points = 100 * (by_hand(cox, patient)[12] - by_hand(cox, {})[12])

    assert points > 0
    assert (
        f"Local recurrence: no: raises the probability of being alive at 12 months "
        f"by {points:.1f} percentage points."
    ) == text_of(await ask(patient), "local_recurrence", place=0)


async def test_unknown_and_unused_factors_are_said_to_add_nothing(ask):
    """Each for its own reason."""
    answer = await ask({"age_years": 54})

    assert "Local recurrence is unknown" in text_of(answer, "local_recurrence")
    assert "Age is not used by this model" in text_of(answer, "age_years")


async def test_laterality_that_stands_in_is_said_to_mean_several_nodules(ask):
    """The number is unknown, and still known to be at least two."""
    answer = await ask({"laterality": "bilateral"})

    assert text_of(answer, "laterality").startswith(
        "Laterality: bilateral, which means at least two nodules: lowers "
    )


@pytest.mark.parametrize("survived", [0, 24])
async def test_summary_gives_natural_frequencies_at_the_last_horizon(
    ask, ordinary, cox, by_hand, survived
):
    """Of 100 such patients, so many; the interval is that of the last horizon."""
    curve = by_hand(cox, ordinary)
    persons = round(100 * curve[60] / curve[survived])

    answer = await ask(ordinary, survived_months=survived)
    horizon = answer["predictions"][0]["horizons"][-1]
    lower, upper = (round(100 * horizon[limit]) for limit in ("lower", "upper"))

    assert answer["summary"].startswith("Of 100 patients like this one")
    assert f"about {persons} are predicted to be alive 60 months after" in answer["summary"]
    assert (
        "95 % interval for the average survival of such patients, given this model: "
        f"{lower} to {upper}"
    ) in answer["summary"]
    assert bool(survived) == ("who are alive 24 months after" in answer["summary"])


async def test_summary_of_a_different_patient_names_what_differs(ask, ordinary, cox, by_hand):
    """'A different patient who ...', with that patient's own frequency."""
    persons = round(100 * by_hand(cox, ordinary | {DFI: 6})[60])

    summary = (await ask(ordinary, what_if=[{DFI: 6}]))["summary"]

    assert "a different patient who has instead: Disease-free interval: 6 months." in summary
    assert f"Of 100 such patients, about {persons} " in summary


@pytest.mark.parametrize("survived", [0, 24])
async def test_summary_of_the_cohort_average_does_not_speak_of_the_patient(ask, survived):
    """Nothing that the model uses is known, so that nobody is 'like this one'."""
    summary = (await ask({"age_years": 54}, survived_months=survived))["summary"]

    assert summary.startswith("Of 100 patients of the cohort")
    assert "This is the cohort average, not an individual prediction." in summary
    assert "like this one" not in summary


async def test_summary_ends_with_where_the_models_come_from(ask, ordinary):
    """In every answer."""
    ending = "Trained on evidence reconstructed from published tables; not for clinical use."

    assert (await ask(ordinary))["summary"].endswith(ending)
    assert (await ask({}, survived_months=3))["summary"].endswith(ending)


async def test_no_sentence_is_left_with_a_gap(ask, ordinary):
    """No placeholder, no None, no doubled space in what people read."""
    patient = ordinary | {DFI: 10, "nodule_count": 12, "laterality": "bilateral", "age_years": 15}
    answer = await ask(patient, what_if=[{DFI: 200, "sex": None}], survived_months=2)
    explained = answer["predictions"][0]["explanation"]["horizons"]
    sentences = [
        answer["summary"],
        *(warning["message"] for warning in answer["warnings"]),
        *(part["text"] for horizon in explained for part in horizon["contributions"]),
        *(limitation["message"] for limitation in answer["bundle"]["limitations"]),
    ]

    for sentence in sentences:
        assert not re.search(r"[{}]|None|  |nan|\bTrue\b|\bFalse\b", sentence)
        assert re.search(r"[.!]$", sentence)
