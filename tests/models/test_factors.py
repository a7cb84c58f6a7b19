"""The declaration of the factors, against the table of the design."""

import pytest
from pydantic import ValidationError

from models.factors import FACTORS, Patient

HISTOLOGIES = [
    "leiomyosarcoma",
    "osteosarcoma",
    "liposarcoma",
    "undifferentiated_pleomorphic_sarcoma",
    "angiosarcoma",
    "synovial_sarcoma",
    "chondrosarcoma",
    "spindle_cell_sarcoma",
    "rhabdomyosarcoma",
    "epithelioid_sarcoma",
    "fibrosarcoma",
    "malignant_solitary_fibrous_tumour",
    "myxofibrosarcoma",
    "alveolar_soft_part_sarcoma",
    "malignant_peripheral_nerve_sheath_tumour",
    "ewing_sarcoma",
    "other_bone_sarcoma",
    "kaposi_sarcoma",
    "gastrointestinal_stromal_tumour",
    "other",
]
SITES = [
    "extremity",
    "trunk_wall",
    "retroperitoneum_or_abdomen",
    "uterus_or_gynaecological",
    "head_neck",
]
RESPONSES = ["complete", "partial", "stable", "progressive"]
THERAPIES = [
    "surgery",
    "sabr",
    "radiofrequency_ablation",
    "microwave_ablation",
    "cryoablation",
]

# name: kind, lowest, highest, levels, known; (0 means that 0 itself is excluded.
DESIGN = {
    "age_years": ("number", 0, 120, [], "before"),
    "sex": ("level", None, None, ["female", "male"], "before"),
    "ecog": ("integer", 0, 4, [], "before"),
    "smoker": ("boolean", None, None, [], "before"),
    "comorbidity": ("boolean", None, None, [], "before"),
    "histology": ("level", None, None, HISTOLOGIES, "before"),
    "grade": ("integer", 1, 3, [], "before"),
    "primary_site": ("level", None, None, SITES, "before"),
    "disease_free_interval_months": ("number", 0, 600, [], "before"),
    "local_recurrence": ("boolean", None, None, [], "before"),
    "nodule_count": ("integer", 1, 500, [], "before"),
    "largest_nodule_cm": ("number", "(0", 30, [], "before"),
    "laterality": ("level", None, None, ["unilateral", "bilateral"], "before"),
    "extrapulmonary_disease": ("boolean", None, None, [], "before"),
    "previous_lung_metastasectomy": ("boolean", None, None, [], "before"),
    "preoperative_chemotherapy": ("boolean", None, None, [], "before"),
    "radiological_response": ("level", None, None, RESPONSES, "before"),
    "histological_response": ("level", None, None, ["good", "poor"], "after"),
    "local_therapy": ("level", None, None, THERAPIES, "before"),
    "approach": ("level", None, None, ["vats", "robotic", "thoracotomy", "sternotomy"], "before"),
    "resection_extent": ("level", None, None, ["sublobar", "lobectomy_or_more"], "after"),
    "complete_resection": ("boolean", None, None, [], "after"),
    "resection_margin": ("level", None, None, ["negative", "positive"], "after"),
}
RANGED = [name for name, (_, _, highest, _, _) in DESIGN.items() if highest is not None]
NAN, INFINITY = float("nan"), float("inf")


def test_the_factors_are_those_of_the_design():
    """No factor is missing, none is added, and their order is the table's."""

    assert list(DESIGN) == list(FACTORS)


@pytest.mark.parametrize("name", DESIGN)
def test_a_factor_has_the_declared_kind_range_levels_and_time(name):
    """Kind, range, levels and when it is known are the table's."""
    factor = FACTORS[name]
    lowest = "(0" if factor.lowest_excluded else factor.lowest

    assert DESIGN[name] == (
        factor.kind,
        lowest,
        factor.highest,
        list(factor.levels),
        factor.known,
    )


@pytest.mark.parametrize("name", DESIGN)
def test_a_factor_can_be_shown_to_people(name):
    """Every factor and every level has a label, and every factor a description."""
    factor = FACTORS[name]
    texts = [factor.label, factor.description, *factor.levels.values()]

    assert all(text and text[0].isupper() for text in texts)


def test_units_are_declared_where_there_are_any():
    """Years, months and centimetres; counts and levels have no unit."""
    units = {name: factor.unit for name, factor in FACTORS.items() if factor.unit}

    assert {
        "age_years": "years",
        "disease_free_interval_months": "months",
        "largest_nodule_cm": "cm",
    } == units


def test_every_factor_is_optional_and_null_is_unknown():
    """A factor left out and a factor that is null are the same patient."""
    explicit = Patient.model_validate_json(
        "{" + ",".join(f'"{name}": null' for name in DESIGN) + "}"
    )

    assert Patient() == explicit
    assert set(explicit.model_dump().values()) == {None}


@pytest.mark.parametrize("name", RANGED)
def test_both_ends_of_a_range_are_allowed(name):
    """The limits belong to the range, but a largest nodule of 0 cm."""
    _, lowest, highest, _, _ = DESIGN[name]
    allowed = [highest] if lowest == "(0" else [lowest, highest]

    assert allowed == [getattr(Patient(**{name: value}), name) for value in allowed]


@pytest.mark.parametrize("name", RANGED)
def test_beyond_a_range_is_refused(name):
    """One below the lowest or above the highest is no value of the factor."""
    _, lowest, highest, _, _ = DESIGN[name]
    for value in (0 if lowest == "(0" else lowest - 1, highest + 1):
        with pytest.raises(ValidationError):
            Patient(**{name: value})


@pytest.mark.parametrize("name", [n for n, row in DESIGN.items() if row[3]])
def test_every_level_is_read_and_no_other(name):
    """The levels of the table, in lower case, are the only ones."""
    levels = DESIGN[name][3]

    assert levels == [getattr(Patient(**{name: level}), name) for level in levels]
    for other in ("unknown", "", levels[0].upper(), True, 1):
        with pytest.raises(ValidationError):
            Patient(**{name: other})


REFUSED = {
    "an unknown factor": {"tumour_marker": 1},
    "nan": {"age_years": NAN},
    "infinity": {"disease_free_interval_months": INFINITY},
    "minus infinity": {"largest_nodule_cm": -INFINITY},
    "nan for an integer": {"nodule_count": NAN},
    "infinity for an integer": {"nodule_count": INFINITY},
    "half a nodule": {"nodule_count": 2.5},
    "a boolean for an integer": {"nodule_count": True},
    "a boolean for an integer that may be 0": {"ecog": False},
    "a boolean for a number": {"age_years": True},
    "a string for an integer": {"nodule_count": "3"},
    "a string for a number": {"age_years": "65"},
    "a string for a boolean": {"local_recurrence": "true"},
    "an integer for a boolean": {"local_recurrence": 1},
    "a list": {"nodule_count": [3]},
    "a very long integer": {"nodule_count": 10**5000},
    "a very long integer for a number": {"age_years": 10**5000},
    "a lone surrogate": {"sex": "\ud800"},
}


@pytest.mark.parametrize("facts", REFUSED.values(), ids=REFUSED)
def test_what_is_no_value_of_a_factor_is_refused(facts):
    """Nothing is guessed from another type, and nothing is silently dropped."""
    with pytest.raises(ValidationError):
        Patient(**facts)


@pytest.mark.parametrize(
    "text",
    ['{"age_years": NaN}', '{"age_years": Infinity}', '{"age_years": 1e400}'],
)
def test_json_that_is_no_finite_number_is_refused(text):
    """What JSON does not have, or a double cannot hold, is no age."""
    with pytest.raises(ValidationError):
        Patient.model_validate_json(text)


def test_a_refusal_does_not_repeat_the_value():
    """An error's text may be logged, and holds nothing of the patient."""
    with pytest.raises(ValidationError) as refusal:
        Patient(age_years=987654321.0, histology="secretoma")

    assert "987654321" not in str(refusal.value)
    assert "secretoma" not in str(refusal.value)


@pytest.mark.parametrize("name", [n for n, row in DESIGN.items() if row[0] == "integer"])
def test_a_whole_number_may_be_written_with_a_decimal_point(name):
    """3.0 is read as the integer 3, from Python and from JSON alike."""
    read = [Patient(**{name: 3.0}), Patient.model_validate_json(f'{{"{name}": 3.0}}')]
    values = [getattr(patient, name) for patient in read]

    assert [3, 3] == values
    assert [int, int] == [type(value) for value in values]


def test_an_integer_is_read_where_a_number_is_wanted():
    """65 years is as good as 65.0."""

    assert Patient(age_years=65.0) == Patient(age_years=65)


def test_a_patient_cannot_be_changed():
    """Values are frozen."""
    patient = Patient(ecog=1)
    with pytest.raises(ValidationError):
        patient.ecog = 2


@pytest.mark.parametrize("size", [0.1, 1.0])
def test_a_small_nodule_has_a_size_and_none_of_0_cm_is_there(size):
    assert size == Patient(largest_nodule_cm=size).largest_nodule_cm
    with pytest.raises(ValidationError):
        Patient(largest_nodule_cm=0.0)
