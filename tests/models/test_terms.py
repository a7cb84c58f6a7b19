"""Terms: which side of a boundary a value lies on, and how patients become columns."""

import pytest
from pydantic import TypeAdapter, ValidationError

from models.terms import Columns, Level, Term, Threshold

DFI = Threshold(factor="disease_free_interval_months", operator=">", cut=12.0)
NODULES = Threshold(factor="nodule_count", operator=">=", cut=2.0)
AGE = Threshold(factor="age_years", operator=">=", cut=65.0)
SIZE = Threshold(factor="largest_nodule_cm", operator=">", cut=3.0)
ECOG = Threshold(factor="ecog", operator=">=", cut=1.0)
RECURRENCE = Level(factor="local_recurrence", level=True)
EXTREMITY = Level(factor="primary_site", level="extremity")
COLUMNS = Columns((DFI, RECURRENCE, NODULES))


@pytest.mark.parametrize(
    ("term", "below", "at", "above", "expected"),
    [
        (DFI, 11.999, 12.0, 12.001, (0, 0, 1)),
        (NODULES, 1, 2, 3, (0, 1, 1)),
        (AGE, 64.9, 65.0, 65.1, (0, 1, 1)),
        (SIZE, 2.9, 3.0, 3.1, (0, 0, 1)),
        (ECOG, 0, 1, 2, (0, 1, 1)),
    ],
    ids=lambda value: value.name if isinstance(value, Threshold) else "",
)
def test_boundaries_are_those_of_the_design(term, below, at, above, expected):
    """A DFI of 12 months is not above 12; two nodules are at least 2."""

    assert expected == (term.encode(below), term.encode(at), term.encode(above))


@pytest.mark.parametrize(
    ("term", "value", "expected"),
    [
        (RECURRENCE, True, 1.0),
        (RECURRENCE, False, 0.0),
        (EXTREMITY, "extremity", 1.0),
        (EXTREMITY, "head_neck", 0.0),
        (Level(factor="smoker", level=False), False, 1.0),
        (Level(factor="smoker", level=False), True, 0.0),
    ],
)
def test_a_level_is_one_for_that_level_and_zero_for_any_other(term, value, expected):
    """The extremity is compared with all the rest, as in the source."""

    assert expected == term.encode(value)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (DFI, "disease_free_interval_months > 12"),
        (NODULES, "nodule_count >= 2"),
        (Threshold(factor="largest_nodule_cm", operator=">", cut=2.5), "largest_nodule_cm > 2.5"),
        (RECURRENCE, "local_recurrence"),
        (EXTREMITY, "primary_site == extremity"),
        (Level(factor="smoker", level=False), "smoker == False"),
    ],
)
def test_a_term_is_named_in_words_of_the_schema(term, expected):
    """The name says the factor, the side and the cut."""

    assert expected == term.name


def test_factors_are_named_once_in_order():
    """Two columns of one factor are one factor."""
    columns = Columns((DFI, NODULES, Threshold(factor="nodule_count", operator=">=", cut=10.0)))

    assert ("disease_free_interval_months", "nodule_count") == columns.factors


def test_columns_are_found_and_encoded_by_factor():
    """3 nodules are at least 2 and not at least 10; another factor has no column."""
    columns = Columns((NODULES, DFI, Threshold(factor="nodule_count", operator=">=", cut=10.0)))

    assert [0, 2] == columns.of("nodule_count")
    assert [] == columns.of("sex")
    assert [1.0, 0.0] == columns.encode("nodule_count", 3).tolist()
    assert [] == columns.encode("sex", "female").tolist()


@pytest.mark.parametrize("term", [DFI, NODULES, RECURRENCE, EXTREMITY])
def test_a_term_written_and_read_is_the_same(term):
    """The kind tells which term it is."""
    terms = TypeAdapter(Term)

    assert term == terms.validate_json(terms.dump_json(term))


@pytest.mark.parametrize(
    "record",
    [
        {"kind": "formula", "factor": "age_years", "code": "print()"},
        {"kind": "threshold", "factor": "age_years", "operator": "<", "cut": 65},
        {"kind": "threshold", "factor": "age_years", "operator": ">", "cut": 65, "more": 1},
        {"kind": "level", "factor": "sex"},
        {"factor": "sex", "level": "male"},
    ],
)
def test_the_kinds_of_term_are_a_closed_set(record):
    """A bundle cannot bring a kind, an operator or a field of its own."""
    with pytest.raises(ValidationError):
        TypeAdapter(Term).validate_python(record)
