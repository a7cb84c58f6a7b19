"""Every refusal and every warning of the design, and what comes near to one."""

import dataclasses

import numpy as np
import pytest

from models.applicability import (
    ASSUMED_WHEN_UNKNOWN,
    ASSUMED_WHEN_UNKNOWN_OF,
    CONTRADICTORY,
    CUT_POINTS,
    NOT_APPLICABLE,
    NOT_APPLICABLE_TO,
    NOT_IN_WHAT_IF,
    WARNED,
    PatientWarning,
    WarningRules,
    changed,
    cut_points_near,
    require_applicable,
)
from models.errors import Contradictory, Fault, NotApplicable
from models.factors import FACTORS, Patient
from models.terms import Level, Linear, Spline, Threshold

ORDINARY = Patient(
    histology="leiomyosarcoma", local_therapy="surgery", extrapulmonary_disease=False
)
"""Nothing about this patient is refused, assumed or warned of."""

DFI, SIZE = "disease_free_interval_months", "largest_nodule_cm"
OUTCOME, FREE = "overall_survival", "disease_free_survival"
RANGES = {DFI: (0.0, 131.6), SIZE: (0.3, 12.0)}
NODULES = Threshold(factor="nodule_count", operator=">=", cut=2)
TERMS = (Threshold(factor=DFI, operator=">", cut=12), NODULES)
"""As the models on published evidence have them."""

TREATMENTS = tuple(Level(factor=factor, level=True) for factor in sorted(NOT_IN_WHAT_IF))

REFUSED_AS_NOT_APPLICABLE = [
    ({"local_therapy": "sabr"}, "local_therapy_not_surgery"),
    ({"local_therapy": "radiofrequency_ablation"}, "local_therapy_not_surgery"),
    ({"local_therapy": "microwave_ablation"}, "local_therapy_not_surgery"),
    ({"local_therapy": "cryoablation"}, "local_therapy_not_surgery"),
    ({"extrapulmonary_disease": True}, "extrapulmonary_disease_present"),
    ({"histology": "kaposi_sarcoma"}, "kaposi_sarcoma"),
    ({"histology": "gastrointestinal_stromal_tumour"}, "gastrointestinal_stromal_tumour"),
]
NO_CHEMOTHERAPY = {"preoperative_chemotherapy": False}
REFUSED_AS_CONTRADICTORY = [
    (
        {"laterality": "bilateral", "nodule_count": 1},
        Fault("bilateral_with_one_nodule", "nodule_count"),
    ),
    (
        {**NO_CHEMOTHERAPY, "radiological_response": "partial"},
        Fault("response_without_chemotherapy", "radiological_response"),
    ),
    (
        {**NO_CHEMOTHERAPY, "histological_response": "good"},
        Fault("response_without_chemotherapy", "histological_response"),
    ),
]
NOT_REFUSED = [
    {},
    {"local_therapy": "surgery"},
    {"extrapulmonary_disease": False},
    *(
        {"histology": histology}
        for histology in FACTORS["histology"].levels
        if histology not in {"kaposi_sarcoma", "gastrointestinal_stromal_tumour"}
    ),
    {"laterality": "bilateral"},
    {"laterality": "bilateral", "nodule_count": 2},
    {"laterality": "unilateral", "nodule_count": 1},
    {"nodule_count": 1},
    NO_CHEMOTHERAPY,
    {"radiological_response": "partial"},
    {"histological_response": "poor"},
    {"preoperative_chemotherapy": True, "radiological_response": "complete"},
    {"preoperative_chemotherapy": True, "histological_response": "good"},
]
WARNINGS = [
    ({"age_years": 17.9}, "age_below_18"),
    ({"age_years": 0}, "age_below_18"),
    ({"nodule_count": 11}, "more_than_10_nodules"),
    ({"histology": "alveolar_soft_part_sarcoma"}, "alveolar_soft_part_sarcoma"),
    ({"histology": "ewing_sarcoma"}, "ewing_sarcoma"),
    ({"histology": "rhabdomyosarcoma"}, "rhabdomyosarcoma"),
    ({"ecog": 3}, "ecog_3_or_4"),
    ({"ecog": 4}, "ecog_3_or_4"),
    ({"previous_lung_metastasectomy": True}, "previous_lung_metastasectomy"),
    ({"preoperative_chemotherapy": True}, "preoperative_chemotherapy"),
    *(
        ({"radiological_response": level}, "radiological_response")
        for level in FACTORS["radiological_response"].levels
    ),
    ({"histological_response": "good"}, "histological_response"),
    ({"histological_response": "poor"}, "histological_response"),
]
NOT_WARNED_OF = [
    {"age_years": 18},
    {"nodule_count": 10},
    {"histology": "osteosarcoma"},
    {"histology": "other_bone_sarcoma"},
    {"ecog": 2},
    {"previous_lung_metastasectomy": False},
    NO_CHEMOTHERAPY,
    {DFI: 0.0},
    {DFI: 131.6},
    {SIZE: 0.3},
    {SIZE: 12.0},
]


def warnings_about(patient, outcome, ranges, terms):
    """List the warnings about one patient."""
    return WarningRules(outcome, ranges, terms).warnings_about(patient)


def across_cut_points(patient):
    """Pair each cut point that a patient is near with the like patient on its other side."""
    return [(cut_point, cut_point.cross(patient)) for cut_point in cut_points_near(patient)]


def codes_about(patient, outcome=OUTCOME, terms=TERMS):
    """List the codes of the warnings about a patient."""
    return [warning.code for warning in warnings_about(patient, outcome, RANGES, terms)]


def name_case(value):
    """Name a case by its facts, or by its code."""
    if isinstance(value, dict):
        return "-".join(map(str, value.values())) or "nothing"
    return value.code if isinstance(value, Fault) else str(value)


def draw_unusual_patients(n_patients=300):
    """Draw patients of whom every rule holds of some, with as many facts as come."""
    rng = np.random.default_rng(3)
    values = {
        name: [None, *(factor.levels or {"boolean": (False, True)}.get(factor.kind, ()))]
        for name, factor in FACTORS.items()
    }
    numbers = {"age_years": (16, 60), "ecog": (1, 4), "nodule_count": (1, 3, 11), "grade": (2,)}
    values |= {name: [None, *few] for name, few in numbers.items()}
    return [
        Patient(**{name: few[rng.integers(len(few))] for name, few in values.items()})
        for _ in range(n_patients)
    ]


@pytest.mark.parametrize(("facts", "code"), REFUSED_AS_NOT_APPLICABLE, ids=name_case)
def test_a_patient_to_whom_the_models_do_not_apply_is_refused(facts, code):
    """The reason is named, with the factor it lies in."""
    with pytest.raises(NotApplicable) as refusal:
        require_applicable(Patient(**facts), OUTCOME)

    assert (Fault(code, next(iter(facts))),) == refusal.value.faults


@pytest.mark.parametrize(("facts", "fault"), REFUSED_AS_CONTRADICTORY, ids=name_case)
def test_a_contradictory_patient_is_refused(facts, fault):
    """Two facts that exclude each other cannot both be right."""
    with pytest.raises(Contradictory) as refusal:
        require_applicable(Patient(**facts), OUTCOME)

    assert (fault,) == refusal.value.faults


@pytest.mark.parametrize("facts", NOT_REFUSED, ids=name_case)
def test_others_are_not_refused(facts):
    """Unknown is no ground for refusal, and neither is what merely comes near to one."""

    assert require_applicable(Patient(**facts), OUTCOME) is None


def test_every_reason_is_named_at_once():
    """Nobody corrects one fact only to be refused for the next."""
    with pytest.raises(NotApplicable) as refusal:
        require_applicable(
            Patient(local_therapy="sabr", extrapulmonary_disease=True, histology="kaposi_sarcoma"),
            OUTCOME,
        )

    assert [
        "local_therapy_not_surgery",
        "extrapulmonary_disease_present",
        "kaposi_sarcoma",
    ] == [fault.code for fault in refusal.value.faults]


def test_every_contradiction_is_named_and_comes_first():
    """A patient who cannot exist is not called not applicable."""
    facts = {"laterality": "bilateral", "nodule_count": 1, "extrapulmonary_disease": True}
    responses = {"radiological_response": "stable", "histological_response": "poor"}
    with pytest.raises(Contradictory) as refusal:
        require_applicable(Patient(**facts, **responses, **NO_CHEMOTHERAPY), OUTCOME)

    assert ["nodule_count", "radiological_response", "histological_response"] == [
        fault.factor for fault in refusal.value.faults
    ]


def test_nothing_is_said_of_an_ordinary_patient():
    """No assumption and no warning."""

    assert [] == warnings_about(ORDINARY, OUTCOME, RANGES, TERMS)


@pytest.mark.parametrize(
    ("factor", "code"),
    [
        ("local_therapy", "surgery_assumed"),
        ("extrapulmonary_disease", "no_extrapulmonary_disease_assumed"),
        ("histology", "applicable_histology_assumed"),
    ],
)
def test_what_is_unknown_is_assumed_to_be_applicable_and_said(factor, code):
    """The unknown would decide on refusal: the answer says what is taken for granted."""
    patient = changed(ORDINARY, {factor: None})

    assert [PatientWarning(code, factor)] == warnings_about(patient, OUTCOME, RANGES, TERMS)


def test_an_unknown_patient_gets_the_assumptions_only():
    """Nothing else can be warned of."""

    assert [
        "surgery_assumed",
        "no_extrapulmonary_disease_assumed",
        "applicable_histology_assumed",
    ] == codes_about(Patient())


@pytest.mark.parametrize(("facts", "code"), WARNINGS, ids=name_case)
def test_what_is_unusual_is_warned_of(facts, code):
    """The code and the factor are given, and no other warning."""
    patient = changed(ORDINARY, facts)

    expected = PatientWarning(code, next(iter(facts)))

    assert [expected] == warnings_about(patient, OUTCOME, RANGES, TERMS)


@pytest.mark.parametrize("facts", NOT_WARNED_OF, ids=name_case)
def test_what_is_usual_is_not_warned_of(facts):
    """The last value on the usual side of each limit."""

    assert [] == warnings_about(changed(ORDINARY, facts), OUTCOME, RANGES, TERMS)


@pytest.mark.parametrize(
    ("factor", "value"), [(DFI, 131.7), (DFI, 600.0), (SIZE, 0.2), (SIZE, 12.1)]
)
def test_a_value_beyond_the_training_range_is_warned_of_with_the_range(factor, value):
    """The reader learns what the range is; the value itself is not repeated."""
    lowest, highest = RANGES[factor]
    expected = PatientWarning(
        "beyond_training_range", factor, {"lowest": lowest, "highest": highest}
    )

    patient = changed(ORDINARY, {factor: value})

    assert [expected] == warnings_about(patient, OUTCOME, RANGES, TERMS)


def test_without_training_ranges_nothing_is_beyond_them():
    """A bundle that knows no range warns of none."""

    assert [] == warnings_about(changed(ORDINARY, {DFI: 600.0}), OUTCOME, {}, TERMS)


def test_every_warning_is_given():
    """One warning does not hide another."""
    facts = {"age_years": 16.0, "nodule_count": 40, "ecog": 3, DFI: 140.0}

    assert [
        "age_below_18",
        "more_than_10_nodules",
        "ecog_3_or_4",
        "beyond_training_range",
    ] == codes_about(changed(ORDINARY, facts))


@pytest.mark.parametrize("outcome", [OUTCOME, FREE])
@pytest.mark.parametrize("terms", [(), TERMS, (*TERMS, *TREATMENTS)])
def test_warnings_come_in_the_order_of_the_rules(outcome, terms):
    """As if every rule were asked about every patient, one after the other."""
    rules = (*ASSUMED_WHEN_UNKNOWN, *ASSUMED_WHEN_UNKNOWN_OF.get(outcome, ()), *WARNED)
    warning_rules = WarningRules(outcome, {}, terms)

    for patient in draw_unusual_patients():
        expected = [
            PatientWarning(rule.code, rule.factor)
            for rule in rules
            if rule.applies(patient) and rule.may_hold(terms)
        ]

        assert expected == warning_rules.warnings_about(patient)


@pytest.mark.parametrize("outcome", [OUTCOME, FREE])
def test_refusals_come_in_the_order_of_the_rules(outcome):
    """As if every rule were asked about every patient, contradictions first."""
    rules = (*NOT_APPLICABLE, *NOT_APPLICABLE_TO.get(outcome, ()))

    for patient in draw_unusual_patients():
        contradictory, inapplicable = (
            tuple(Fault(rule.code, rule.factor) for rule in table if rule.applies(patient))
            for table in (CONTRADICTORY, rules)
        )
        if not (contradictory or inapplicable):
            assert require_applicable(patient, outcome) is None
            continue
        with pytest.raises(Contradictory if contradictory else NotApplicable) as refusal:
            require_applicable(patient, outcome)

        assert (contradictory or inapplicable) == refusal.value.faults


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ((NODULES,), "more_than_10_nodules"),
        ((NODULES, NODULES), "more_than_10_nodules"),
        ((Threshold(factor="nodule_count", operator=">", cut=1),), "more_than_10_nodules"),
        ((Linear(factor="nodule_count"),), "more_than_10_nodules_counted"),
        ((NODULES, Linear(factor="nodule_count")), "more_than_10_nodules_counted"),
        (
            (Spline(factor="nodule_count", knots=(1, 3, 9), number=1),),
            "more_than_10_nodules_counted",
        ),
        (
            (Threshold(factor="nodule_count", operator=">=", cut=5),),
            "more_than_10_nodules_counted",
        ),
        ((), "more_than_10_nodules_unused"),
        ((Linear(factor="age_years"),), "more_than_10_nodules_unused"),
    ],
)
def test_what_is_said_of_many_nodules_is_what_the_models_make_of_them(terms, code):
    """One against more, their number, or nothing; of all models that answer together."""

    assert [code] == codes_about(changed(ORDINARY, {"nodule_count": 11}), terms=terms)


@pytest.mark.parametrize(
    ("factor", "value"),
    [
        ("preoperative_chemotherapy", True),
        ("radiological_response", "partial"),
        ("histological_response", "good"),
    ],
)
def test_a_treatment_is_said_to_be_unused_or_used_as_it_is(factor, value):
    """One of the two is true, and said."""
    patient = changed(ORDINARY, {factor: value})

    assert [factor] == codes_about(patient, terms=())
    assert ["treatment_used"] == codes_about(patient, terms=(Level(factor=factor, level=value),))


@pytest.mark.parametrize(
    ("factor", "value"),
    [
        ("preoperative_chemotherapy", False),
        ("approach", "vats"),
        ("resection_extent", "sublobar"),
        ("complete_resection", True),
        ("resection_margin", "negative"),
    ],
)
def test_a_treatment_that_a_model_uses_is_warned_of(factor, value):
    """Whatever its value; one that no model uses is not."""
    patient = changed(ORDINARY, {factor: value})

    assert [] == codes_about(patient, terms=())
    assert ["treatment_used"] == codes_about(patient, terms=(Level(factor=factor, level=value),))


def test_an_incomplete_resection_is_refused_for_disease_free_survival_alone():
    """Who still has disease cannot be free of it."""
    incomplete = Patient(complete_resection=False)
    with pytest.raises(NotApplicable) as refusal:
        require_applicable(incomplete, FREE)

    assert (Fault("incomplete_resection", "complete_resection"),) == refusal.value.faults
    for outcome in (OUTCOME, "cancer_specific_survival"):
        assert require_applicable(incomplete, outcome) is None


@pytest.mark.parametrize("complete", [True, None])
def test_any_other_resection_is_not_refused(complete):
    """Unknown is no ground for refusal."""

    assert require_applicable(Patient(complete_resection=complete), FREE) is None


@pytest.mark.parametrize(
    ("outcome", "complete", "codes"),
    [
        (FREE, None, ["complete_resection_assumed"]),
        (FREE, True, []),
        (OUTCOME, None, []),
        ("cancer_specific_survival", None, []),
    ],
)
def test_a_complete_resection_is_assumed_for_disease_free_survival_alone(outcome, complete, codes):
    """And said, where it is unknown."""
    patient = changed(ORDINARY, {"complete_resection": complete})

    assert codes == codes_about(patient, outcome)


def test_every_rule_has_its_case_here():
    """A rule that is added without a test fails here."""
    cases = {
        *(code for _, code in REFUSED_AS_NOT_APPLICABLE),
        *(fault.code for _, fault in REFUSED_AS_CONTRADICTORY),
        *(code for _, code in WARNINGS),
        "surgery_assumed",
        "no_extrapulmonary_disease_assumed",
        "applicable_histology_assumed",
        "complete_resection_assumed",
        "incomplete_resection",
        "more_than_10_nodules_counted",
        "more_than_10_nodules_unused",
        "treatment_used",
    }
    of_one_outcome = (*NOT_APPLICABLE_TO[FREE], *ASSUMED_WHEN_UNKNOWN_OF[FREE])
    rules = (*NOT_APPLICABLE, *CONTRADICTORY, *ASSUMED_WHEN_UNKNOWN, *of_one_outcome, *WARNED)

    assert cases == {rule.code for rule in rules}
    assert {rule.factor for rule in rules} <= set(FACTORS)


@pytest.mark.parametrize("months", [9.0, 11.9, 12.0, 12.1, 15.0])
def test_a_dfi_within_3_months_of_12_has_another_side(months):
    """The like patient lies on the other side, 12 itself counting as the lower one."""
    ((cut_point, other),) = across_cut_points(changed(ORDINARY, {DFI: months}))

    assert (DFI, 12.0) == (cut_point.factor, cut_point.cut)
    assert (months <= 12) == (getattr(other, DFI) > 12)


@pytest.mark.parametrize("months", [0.0, 8.9, 15.1, 600.0, None])
def test_a_dfi_farther_from_12_months_has_none(months):
    """And neither has an unknown one."""

    assert [] == across_cut_points(changed(ORDINARY, {DFI: months}))


@pytest.mark.parametrize("centimetres", [2.5, 2.9, 3.0, 3.1, 3.5])
def test_a_size_within_half_a_centimetre_of_3_has_another_side(centimetres):
    """The like patient lies on the other side, 3 itself counting as the lower one."""
    ((cut_point, other),) = across_cut_points(changed(ORDINARY, {SIZE: centimetres}))

    assert (SIZE, 3.0) == (cut_point.factor, cut_point.cut)
    assert (centimetres <= 3) == (getattr(other, SIZE) > 3)


@pytest.mark.parametrize("centimetres", [0.1, 2.4, 3.6, 30.0, None])
def test_a_size_farther_from_3_centimetres_has_none(centimetres):
    """And neither has an unknown one."""

    assert [] == across_cut_points(changed(ORDINARY, {SIZE: centimetres}))


@pytest.mark.parametrize(
    ("terms", "divides"),
    [
        (TERMS, [True, False]),
        ((Threshold(factor=SIZE, operator=">", cut=3),), [False, True]),
        ((Threshold(factor=DFI, operator=">", cut=24), Linear(factor=SIZE)), [False, False]),
        ((Spline(factor=DFI, knots=(2, 12, 60), number=1),), [False, False]),
        ((), [False, False]),
    ],
)
def test_a_cut_point_divides_where_a_term_is_cut_there(terms, divides):
    """A straight line has none, and neither has a curve with a knot there or another cut."""

    assert divides == [cut_point.divides(terms) for cut_point in CUT_POINTS]


def test_the_patient_across_a_cut_point_differs_in_nothing_else():
    """Near both cut points, each other side is reached alone."""
    patient = changed(ORDINARY, {DFI: 11.0, SIZE: 3.2, "nodule_count": 4})
    others = across_cut_points(patient)

    assert list(CUT_POINTS) == [cut_point for cut_point, _ in others]
    for cut_point, other in others:
        assert patient == changed(other, {cut_point.factor: getattr(patient, cut_point.factor)})


def test_treatments_and_what_follows_from_them_are_not_compared():
    """The list of the design; each is a declared factor."""
    expected = {
        "local_therapy",
        "approach",
        "resection_extent",
        "complete_resection",
        "resection_margin",
        "preoperative_chemotherapy",
        "radiological_response",
        "histological_response",
    }

    assert expected == NOT_IN_WHAT_IF
    assert set(FACTORS) >= NOT_IN_WHAT_IF


def test_a_changed_patient_is_another_one():
    """The first stays as it is."""
    other = changed(ORDINARY, {"ecog": 1})

    assert (None, 1) == (ORDINARY.ecog, other.ecog)
    assert ORDINARY == changed(other, {"ecog": None})


def test_a_warning_cannot_be_changed():
    """Values are frozen."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        PatientWarning("age_below_18").code = "other"
