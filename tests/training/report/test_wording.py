import pytest

from models.terms import Columns, Level, Threshold
from training.report.wording import (
    count_range,
    estimate,
    examples_of,
    in_sentence,
    number,
    percent,
    points,
    states_of,
    term_label,
)

TERMS = [
    Threshold(factor="disease_free_interval_months", operator=">", cut=12),
    Threshold(factor="nodule_count", operator=">=", cut=2),
    Threshold(factor="nodule_count", operator=">=", cut=5),
    Level(factor="local_recurrence", level=True),
    Level(factor="primary_site", level="extremity"),
    Level(factor="laterality", level="bilateral"),
]


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("0.500", number(0.5)),
        ("\N{MINUS SIGN}1.32", number(-1.3205, 2)),
        ("0.00", number(-0.001, 2)),
        ("62.9\N{NO-BREAK SPACE}%", percent(0.629)),
        ("51\N{NO-BREAK SPACE}%", percent(0.51, 0)),
        ("+9.3", points(0.0931)),
        ("\N{MINUS SIGN}7.7", points(-0.0767)),
        ("0.0", points(-0.0001)),
        ("0.27 (0.11 to 0.65)", estimate(0.267, 0.110, 0.652, 2)),
        ("44", count_range([44, 44])),
        ("42 to 46", count_range([46, 42, 44])),
        ("female", in_sentence("Female")),
        ("ECOG 0", in_sentence("ECOG 0")),
        ("Kaposi sarcoma", in_sentence("Kaposi sarcoma")),
    ],
)
def test_numbers_and_words_are_written_alike_everywhere(expected, written):
    """True minus signs, no minus zero, no break before a percent sign."""
    assert expected == written


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_examples_lie_on_either_side_of_a_term(term):
    """The first gives 0, the second 1."""
    columns = Columns((term,))

    assert [0.0, 1.0] == [columns.encode(term.factor, value)[0] for value in examples_of(term)]


def test_terms_are_written_in_words():
    """The group, and in short what 0 and 1 mean."""
    assert "Disease-free interval > 12 months" == term_label(TERMS[0])
    assert "Local recurrence: yes" == term_label(TERMS[3])
    assert ("one nodule", "2 or more nodules") == states_of(TERMS[1])
    assert ("1 to 4 nodules", "5 or more nodules") == states_of(TERMS[2])
