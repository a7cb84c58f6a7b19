"""What is asked in every part."""

import json
from itertools import islice

from benchmarks.answering import ask_batch, ask_one
from benchmarks.question import bodies_of, draw_patients, turns


def test_drawn_patients_differ_and_are_the_same_in_every_run():
    """Of 100, nearly all; a tenth of the facts are unknown unless asked otherwise."""
    drawn = draw_patients(100)
    known = sum(map(len, drawn)) / (100 * 11)

    assert drawn == draw_patients(100)
    assert 100 == len({str(facts) for facts in drawn})
    assert 0.87 < known < 0.93
    assert {11} == {len(facts) for facts in draw_patients(100, unknown=0.0)}


def test_patients_take_turns(forest):
    """Profiles of zeros and ones, of which 200 patients have many."""
    profiles = {tuple(profile[0]) for profile in islice(turns(forest.columns), 200)}

    assert len(profiles) > 30


def test_each_act_answers_about_another_patient(bundle):
    """In full: with an explanation by the models that were asked for."""
    act = ask_one(bundle, models=["cox", "forest"])
    one, other = act(), act()

    assert ["cox", "forest"] == [prediction["model"] for prediction in one["predictions"]]
    assert "explanation" in one["predictions"][0]
    assert one["summary"] != other["summary"]


def test_a_batch_answers_about_every_patient(bundle):
    """None of the drawn patients is refused."""
    assert 5 == len(ask_batch(bundle, 5)())
    assert 5 == len(ask_batch(bundle, 5, models=["forest"])())


def test_bodies_are_about_different_patients_of_whom_all_is_known():
    """So that requests which are answered together are not about one."""
    bodies = [json.loads(body) for body in bodies_of(explain=False)]

    assert 200 == len({str(body["patient"]) for body in bodies})
    assert {(11, False)} == {(len(body["patient"]), body["explain"]) for body in bodies}
