"""A record, rule by rule."""

from datetime import date

import pytest

from models.factors import CODE_SYSTEM, FACTORS
from service.fhir.record import RecordRefused, collect, read_record

DFI = "disease_free_interval_months"
SNOMED = "http://snomed.info/sct"
ICD_O = "http://terminology.hl7.org/CodeSystem/icd-o-3"


def concept(system, code):
    return {"coding": [{"system": system, "code": code}]}


def test_the_record_made_by_hand_gives_its_factors(record, read):
    """From 2025-05-12 to 2026-01-20 are 253 days: 253 / 30.4375 = 8.31 months; 24 mm = 2.4 cm."""
    patient = read(record).patient

    assert {
        "age_years": 54.0,
        "sex": "female",
        "ecog": 1,
        "smoker": True,
        "comorbidity": True,
        "histology": "leiomyosarcoma",
        "grade": 3,
        "primary_site": "extremity",
        DFI: 8.31,
        "local_recurrence": False,
        "nodule_count": 3,
        "largest_nodule_cm": 2.4,
        "laterality": "bilateral",
        "extrapulmonary_disease": False,
        "local_therapy": "surgery",
    } == patient.model_dump(exclude_none=True)


def test_the_ledger_has_every_factor_in_order(record, read):
    names = [entry.factor for entry in read(record).ledger]

    assert list(FACTORS) == list(dict.fromkeys(names))


def test_an_empty_record_finds_nothing(read):
    reading = read()

    assert {"not_found"} == {entry.status for entry in reading.ledger}
    assert (None, None, ()) == (reading.subject, reading.operation_date, reading.basis)


# --- which value wins ---------------------------------------------------------------------------


def test_the_newest_valid_value_wins(decide, observe):
    entry = decide(
        "nodule_count",
        observe("nodule_count", "2026-05-01", valueInteger=2),
        observe("nodule_count", "2026-05-20", valueInteger=4),
        observe("nodule_count", "2026-04-01", valueInteger=1),
    )

    assert (4, "2026-05-20", "found") == (entry.value, entry.date, entry.status)


def test_the_later_time_of_one_day_wins(decide, observe):
    """12:00+02:00 is 10:00 in UTC, before 11:00."""
    entry = decide(
        "ecog",
        observe("ecog", "2026-05-20T12:00:00+02:00", valueInteger=2),
        observe("ecog", "2026-05-20T11:00:00Z", valueInteger=1),
    )

    assert 1 == entry.value


def test_an_invalid_value_is_listed_without_it_and_skipped(read, observe):
    reading = read(
        observe("nodule_count", "2026-05-01", valueInteger=2),
        observe("nodule_count", "2026-05-20", valueInteger=5000),
    )
    entries = [e for e in reading.ledger if e.factor == "nodule_count"]

    assert 2 == reading.patient.nodule_count
    assert [(2, "found", None), (None, "invalid", "out_of_range")] == [
        (e.value, e.status, e.reason) for e in entries
    ]


def test_an_invalid_value_alone_decides(decide, observe):
    entry = decide("nodule_count", observe("nodule_count", valueInteger=0))

    assert ("invalid", None) == (entry.status, entry.value)


def test_different_values_of_one_day_are_not_used(decide, observe):
    first = observe("ecog", valueInteger=1)
    entry = decide("ecog", first, {**observe("ecog", valueInteger=2), "id": "other"})

    assert ("conflicting", None) == (entry.status, entry.value)
    assert {"Observation/ecog-2026-05-20", "Observation/other"} == set(entry.basis)


def test_duplicates_are_no_conflict(decide, observe):
    twice = [observe("ecog", valueInteger=1)] * 2

    assert ("found", 1) == (decide("ecog", *twice).status, decide("ecog", *twice).value)


def test_different_values_without_dates_are_not_used(decide, observe):
    entry = decide(
        "ecog", observe("ecog", None, valueInteger=1), observe("ecog", None, valueInteger=2)
    )

    assert "conflicting" == entry.status


def test_a_partial_date_counts_as_its_first_day(decide, observe):
    entry = decide(
        "ecog",
        observe("ecog", "2026", valueInteger=2),
        observe("ecog", "2026-03-01", valueInteger=1),
    )

    assert 1 == entry.value


# --- stale --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "status"), [("2026-03-03", "found"), ("2026-03-02", "stale")])
def test_a_finding_older_than_90_days_is_stale_and_still_used(decide, observe, day, status):
    """From 2026-03-03 to 2026-06-01 are 90 days."""
    entry = decide("nodule_count", observe("nodule_count", day, valueInteger=3))

    assert (status, 3) == (entry.status, entry.value)


def test_a_finding_without_a_date_is_stale(decide, observe):
    entry = decide("nodule_count", observe("nodule_count", None, valueInteger=3))

    assert ("stale", "undated", None) == (entry.status, entry.reason, entry.date)


def test_what_time_does_not_change_is_never_stale(decide, observe):
    assert "found" == decide("grade", observe("grade", "2020-01-01", valueInteger=3)).status


def test_staleness_counts_from_an_operation_that_lies_behind(observe):
    record = [observe("nodule_count", "2026-01-02", valueInteger=3)]
    reading = read_record(collect(record), date(2026, 6, 1), date(2026, 2, 1))

    assert "found" == reading.deciding["nodule_count"].status


# --- dates that are none ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2024-02-30", "date_invalid"),
        ("yesterday", "date_invalid"),
        ("2031-01-01", "date_in_future"),
        ("9999-12-31", "date_in_future"),
    ],
)
def test_a_finding_of_an_impossible_or_future_date_is_invalid(decide, observe, day, reason):
    entry = decide("nodule_count", observe("nodule_count", day, valueInteger=3))

    assert ("invalid", reason, None) == (entry.status, entry.reason, entry.value)


def test_what_was_found_after_the_operation_is_not_what_was_known_before(observe):
    record = [observe("nodule_count", "2026-05-20", valueInteger=9)]
    reading = read_record(collect(record), date(2026, 6, 1), date(2026, 2, 1))
    entry = reading.deciding["nodule_count"]

    assert ("not_used", "after_operation", None) == (entry.status, entry.reason, entry.value)


# --- errors and negation ------------------------------------------------------------------------


def test_an_observation_entered_in_error_is_ignored(decide, observe):
    entry = decide("ecog", observe("ecog", valueInteger=4, status="entered-in-error"))

    assert "not_found" == entry.status


@pytest.mark.parametrize("status", ["preliminary", "registered", "cancelled", "unknown", None, 1])
def test_an_observation_that_is_not_final_is_not_used(decide, observe, status):
    entry = decide("ecog", observe("ecog", valueInteger=4, status=status))

    assert ("not_used", "not_final") == (entry.status, entry.reason)


def test_a_condition_entered_in_error_is_ignored(decide, diagnose):
    entry = decide("histology", diagnose("C46.0", status="entered-in-error"))

    assert "not_found" == entry.status


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("refuted", "refuted"),
        ("provisional", "not_confirmed"),
        ("differential", "not_confirmed"),
        ("unconfirmed", "not_confirmed"),
        ("<script>", "not_confirmed"),
    ],
)
@pytest.mark.parametrize(
    ("factor", "code"),
    [
        ("extrapulmonary_disease", "C79.51"),
        ("comorbidity", "E11.9"),
        ("histology", "C46.0"),
        ("laterality", "C78.01"),
        (DFI, "C78.01"),
    ],
)
def test_what_is_refuted_or_not_confirmed_is_evidence_of_neither_presence_nor_absence(
    decide, diagnose, factor, code, status, reason
):
    entry = decide(factor, diagnose(code, "2026-01-01", status))

    assert ("not_used", reason, None) == (entry.status, entry.reason, entry.value)


def test_a_condition_without_a_verification_status_counts(decide, diagnose):
    condition = diagnose("E11.9")
    del condition["verificationStatus"]

    assert True is decide("comorbidity", condition).value


@pytest.mark.parametrize("clinical", ["inactive", "remission", "resolved"])
def test_a_metastasis_of_the_past_is_no_disease_outside_the_lung(decide, diagnose, clinical):
    entry = decide("extrapulmonary_disease", diagnose("C79.51", clinical=clinical))

    assert ("not_used", "not_current") == (entry.status, entry.reason)


def test_no_condition_ever_says_that_something_is_absent(read, diagnose):
    patient = read(diagnose("C49.21", "2025-01-01")).patient

    assert (None, None) == (patient.extrapulmonary_disease, patient.comorbidity)


# --- values and their codes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "code"),
    [("http://loinc.org", "89247-1"), ("http://loinc.org", "89262-0"), (SNOMED, "423740007")],
)
@pytest.mark.parametrize(
    "value",
    [
        {"valueInteger": 2},
        {"valueQuantity": {"value": 2, "code": "{score}", "system": "http://unitsofmeasure.org"}},
        {"valueCodeableConcept": concept("http://loinc.org", "LA9624-3")},
        {"valueCodeableConcept": concept(SNOMED, "422894000")},
    ],
)
def test_ecog_is_read_from_each_of_its_codes_and_forms(decide, observe, system, code, value):
    entry = decide("ecog", observe("ecog", **value, code=concept(system, code)))

    assert (2, "found") == (entry.value, entry.status)


@pytest.mark.parametrize(
    ("factor", "codings"),
    [
        ("ecog", [("http://loinc.org", "LA9622-7"), (SNOMED, "423237006")]),
        ("laterality", [(CODE_SYSTEM, "unilateral"), (CODE_SYSTEM, "bilateral")]),
    ],
)
def test_codings_of_one_value_that_differ_are_not_used(decide, observe, factor, codings):
    value = {"coding": [{"system": system, "code": code} for system, code in codings]}
    entry = decide(factor, observe(factor, valueCodeableConcept=value))

    assert ("invalid", "several_values") == (entry.status, entry.reason)


def test_ecog_5_is_no_value_of_the_factor(decide, observe):
    assert "out_of_range" == decide("ecog", observe("ecog", valueInteger=5)).reason


@pytest.mark.parametrize(
    ("code", "value", "reason"),
    [
        ("449868002", True, None),
        ("8517006", True, None),
        ("266919005", False, None),
        ("266927001", None, "unknown_value"),
        ("1", None, "no_value"),
    ],
)
def test_smoking_is_current_or_former(decide, observe, code, value, reason):
    observation = observe(
        "smoker",
        code=concept("http://loinc.org", "72166-2"),
        valueCodeableConcept=concept(SNOMED, code),
    )

    assert (value, reason) == (
        decide("smoker", observation).value,
        decide("smoker", observation).reason,
    )


@pytest.mark.parametrize("factor", FACTORS)
def test_any_factor_may_be_an_observation_of_pulmet_s_code_system(decide, observe, factor):
    declared = FACTORS[factor]
    level = next(iter(declared.levels), None)
    value, members = {
        "number": (2.0, {"valueQuantity": {"value": 2, "unit": declared.unit}}),
        "integer": (2, {"valueInteger": 2}),
        "boolean": (False, {"valueBoolean": False}),
        "level": (level, {"valueCodeableConcept": concept(CODE_SYSTEM, level)}),
    }[declared.kind]
    entry = decide(factor, observe(factor, **members))

    assert (value, "found", False) == (entry.value, entry.status, entry.converted)


def test_a_level_may_be_written_as_its_name(decide, observe):
    assert "vats" == decide("approach", observe("approach", valueString="vats")).value


@pytest.mark.parametrize(
    ("factor", "members", "reason"),
    [
        ("histology", {"valueString": "<script>alert(1)</script>"}, "no_level"),
        ("histology", {"valueString": "[click](javascript:alert(1))"}, "no_level"),
        ("laterality", {"valueCodeableConcept": concept(CODE_SYSTEM, "surgery")}, "no_level"),
        ("nodule_count", {"valueString": "3"}, "no_value"),
        ("nodule_count", {"valueInteger": True}, "no_value"),
        ("nodule_count", {"valueQuantity": {"value": 2.5}}, "out_of_range"),
        ("nodule_count", {"valueQuantity": []}, "no_value"),
        ("largest_nodule_cm", {"valueQuantity": {"value": 30}}, "unit_missing"),
        ("largest_nodule_cm", {"valueQuantity": {"value": 30, "unit": "kg"}}, "unit_unknown"),
        ("largest_nodule_cm", {"valueQuantity": {"value": -3, "unit": "cm"}}, "out_of_range"),
        ("smoker", {"valueBoolean": "true"}, "no_value"),
        ("smoker", {"dataAbsentReason": {}}, "no_value"),
    ],
)
def test_a_value_that_is_not_understood_is_invalid(decide, observe, factor, members, reason):
    entry = decide(factor, observe(factor, **members))

    assert ("invalid", reason, None) == (entry.status, entry.reason, entry.value)


def test_a_size_in_millimetres_is_converted(decide, observe):
    entry = decide(
        "largest_nodule_cm",
        observe("largest_nodule_cm", valueQuantity={"value": 24, "unit": "mm"}),
    )

    assert (2.4, True) == (entry.value, entry.converted)


def test_histology_is_read_from_condition_code_extension_and_observation(read, observe, diagnose):
    url = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior"
    extension = [{"url": url, "valueCodeableConcept": concept(ICD_O, "9040/3")}]
    found = [
        read(diagnose("9040/3", system=ICD_O)),
        read(diagnose("C49.2", extension=extension)),
        read(
            observe(
                "histology",
                code=concept("http://loinc.org", "59847-4"),
                valueCodeableConcept=concept(ICD_O, "9040/3"),
            )
        ),
        read(diagnose("63211008", system=SNOMED)),
    ]

    assert ["synovial_sarcoma"] * 4 == [reading.patient.histology for reading in found]


def test_two_histologies_in_one_condition_are_not_used(decide, diagnose):
    both = {"coding": [{"system": ICD_O, "code": code} for code in ("9040/3", "8890/3")]}
    entry = decide("histology", {**diagnose("9040/3"), "code": both})

    assert (None, "several_values") == (entry.value, entry.reason)


def test_a_gynaecological_site_counts_for_a_sarcoma_only(read, diagnose):
    carcinoma = read(diagnose("C54.1"))
    code = {"coding": [*concept(ICD_O, "8890/3")["coding"], *diagnose("C54.2")["code"]["coding"]]}
    sarcoma = read({**diagnose("C54.2"), "code": code})

    assert None is carcinoma.patient.primary_site
    assert "uterus_or_gynaecological" == sarcoma.patient.primary_site


@pytest.mark.parametrize(("gender", "sex"), [("female", "female"), ("other", None), (1, None)])
def test_sex_is_the_recorded_gender(read, gender, sex):
    assert sex == read({"resourceType": "Patient", "gender": gender}).patient.sex


# --- age ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birth", "age", "reason"),
    [
        ("1961-06-01", 65.0, None),
        ("1961-06-02", 64.0, None),
        ("1961", None, "date_not_precise"),
        ("1961-06", None, "date_not_precise"),
        ("2024-02-30", None, "date_invalid"),
        ("2027-01-01", None, "date_in_future"),
        ("1861-01-01", None, "out_of_range"),
    ],
)
def test_age_is_in_completed_years_today(decide, birth, age, reason):
    entry = decide("age_years", {"resourceType": "Patient", "id": "p", "birthDate": birth})

    assert (age, reason) == (entry.value, entry.reason)


def test_age_is_that_at_the_operation(read, diagnose, operate):
    reading = read(
        {"resourceType": "Patient", "id": "p", "birthDate": "1961-03-15"},
        diagnose("C78.01", "2026-01-10"),
        operate("wedge", "2026-03-14", "Condition/C78.01"),
    )

    assert (64.0, date(2026, 3, 14)) == (reading.patient.age_years, reading.operation_date)


# --- disease-free interval ----------------------------------------------------------------------


@pytest.fixture
def story(diagnose, operate):
    """Tell of a resection and a first lung metastasis on the days given."""

    def tell(resected, found):
        return [
            diagnose("C49.21", "2024-01-01"),
            diagnose("C78.01", found),
            operate("resection", resected, "Condition/C49.21"),
        ]

    return tell


@pytest.mark.parametrize(
    ("resected", "found", "months"),
    [
        ("2024-03-01", "2025-03-01", 11.99),  # 365 / 30.4375
        ("2024-03-01", "2025-03-02", 12.02),  # 366 / 30.4375
        ("2024-03-01", "2024-03-01", 0.0),
        ("2024-03-01", "2023-12-24", 0.0),
        ("2024-03-01T10:00:00Z", "2025-03-01", 11.99),
    ],
)
def test_the_interval_runs_from_resection_to_the_first_lung_metastasis(
    decide, story, resected, found, months
):
    entry = decide(DFI, *story(resected, found))

    assert (months, "found", True) == (entry.value, entry.status, entry.converted)
    assert ["Condition/C78.01", "Procedure/resection"] == entry.basis


@pytest.mark.parametrize(
    ("resected", "found", "reason"),
    [
        ("2024", "2025-03-01", "date_not_precise"),
        ("2024-03-01", "2025-03", "date_not_precise"),
        ("2024-03-01", "2025", "date_not_precise"),
        ("2024-03-01", "2025-02-30", "date_invalid"),
        ("2024-02-30", "2025-03-01", "date_invalid"),
        ("2024-03-01", None, "undated"),
        ("2024-03-01", "2035-03-01", "date_in_future"),
        ("1924-03-01", "2025-03-01", "out_of_range"),
    ],
)
def test_the_interval_is_not_derived_from_days_that_are_not_known(
    decide, story, resected, found, reason
):
    entry = decide(DFI, *story(resected, found))

    assert ("invalid", reason, None) == (entry.status, entry.reason, entry.value)


def test_the_first_of_several_metastases_counts(decide, story, diagnose):
    entry = decide(DFI, *story("2024-03-01", "2025-03-02"), diagnose("C78.02", "2024-09-01"))

    assert 6.05 == entry.value  # 184 / 30.4375


def test_several_days_of_resection_derive_nothing(decide, story, operate):
    again = operate("again", "2024-06-01", "Condition/C49.21")
    entry = decide(DFI, *story("2024-03-01", "2025-03-01"), again)

    assert "several_operations" == entry.reason


def test_a_biopsy_is_no_resection(decide, story):
    content = story("2024-03-01", "2025-03-01")
    content[2]["category"] = concept(SNOMED, "103693007")

    assert "not_found" == decide(DFI, *content).status


@pytest.mark.parametrize("status", ["not-done", "preparation", "entered-in-error", None])
def test_an_operation_that_was_not_completed_is_none(decide, story, status):
    content = story("2024-03-01", "2025-03-01")
    content[2]["status"] = status

    assert "not_found" == decide(DFI, *content).status


def test_an_operation_on_the_lung_is_no_resection_of_the_primary(read, story):
    content = story("2024-03-01", "2025-03-01")
    content[2]["bodySite"] = [concept(SNOMED, "44029006")]
    reading = read(*content)

    assert None is reading.patient.disease_free_interval_months
    assert date(2024, 3, 1) == reading.operation_date


def test_a_stated_interval_goes_before_a_derived_one(decide, story, observe):
    stated = observe(DFI, "2024-01-01", valueQuantity={"value": 20, "unit": "months"})

    assert 20 == decide(DFI, *story("2024-03-01", "2025-03-01"), stated).value


# --- laterality ---------------------------------------------------------------------------------


def test_metastases_on_both_sides_are_bilateral(decide, diagnose):
    entry = decide("laterality", diagnose("C78.01", "2026-01-01"), diagnose("C78.02", "2026-02-01"))

    assert ("bilateral", True, "2026-02-01") == (entry.value, entry.converted, entry.date)


@pytest.mark.parametrize(
    "site",
    [
        concept(SNOMED, "44029006"),
        {"coding": [{"system": SNOMED, "code": c} for c in ("39607008", "7771000")]},
        {
            **concept(SNOMED, "39607008"),
            "extension": [
                {
                    "url": (
                        "http://hl7.org/fhir/us/mcode/StructureDefinition/"
                        "mcode-laterality-qualifier"
                    ),
                    "valueCodeableConcept": concept(SNOMED, "7771000"),
                }
            ],
        },
    ],
)
def test_a_body_site_names_the_side(decide, diagnose, site):
    system = "http://hl7.org/fhir/sid/icd-10"
    entry = decide("laterality", diagnose("C78.0", system=system, bodySite=[site]))

    assert "unilateral" == entry.value


def test_opposite_sides_in_code_and_body_site_are_not_used(decide, diagnose):
    left = [concept(SNOMED, "44029006")]
    entry = decide("laterality", diagnose("C78.01", bodySite=left))

    assert ("conflicting", "sides_contradict", None) == (entry.status, entry.reason, entry.value)


def test_unilateral_against_metastases_on_both_sides_is_not_used(read, observe, diagnose):
    stated = observe("laterality", valueCodeableConcept=concept(CODE_SYSTEM, "unilateral"))
    reading = read(stated, diagnose("C78.01"), diagnose("C78.02"))

    assert "conflicting" == reading.deciding["laterality"].status
    assert None is reading.patient.laterality


def test_bilateral_stands_where_the_conditions_name_one_side_only(decide, observe, diagnose):
    stated = observe(
        "laterality", "2026-01-01", valueCodeableConcept=concept(CODE_SYSTEM, "bilateral")
    )
    entry = decide("laterality", stated, diagnose("C78.01", "2026-05-01"))

    assert "bilateral" == entry.value


def test_stages_on_both_sides_are_bilateral(decide, diagnose, operate):
    right, left = [concept(SNOMED, "3341006")], [concept(SNOMED, "44029006")]
    metastasis = diagnose("94391008", "2026-01-01", system=SNOMED)
    entry = decide(
        "laterality",
        metastasis,
        operate("first", "2026-03-01", "Condition/94391008", bodySite=right),
        operate("second", "2026-04-01", "Condition/94391008", bodySite=left),
    )

    assert ("bilateral", "found") == (entry.value, entry.status)


# --- lung operations ----------------------------------------------------------------------------


def test_an_earlier_course_is_a_previous_metastasectomy(read, diagnose, operate):
    reading = read(
        diagnose("C78.01", "2025-01-01"),
        operate("first", "2025-02-01", "Condition/C78.01"),
        operate("stage-1", "2026-03-01", "Condition/C78.01"),
        operate("stage-2", "2026-05-01", "Condition/C78.01"),
    )

    assert True is reading.patient.previous_lung_metastasectomy
    assert "Procedure/first" == reading.deciding["previous_lung_metastasectomy"].resource
    assert date(2026, 3, 1) == reading.operation_date


def test_stages_within_three_months_are_one_course(read, diagnose, operate):
    reading = read(
        diagnose("C78.01", "2026-01-01"),
        operate("stage-1", "2026-02-01", "Condition/C78.01"),
        operate("stage-2", "2026-05-01", "Condition/C78.01"),
    )

    assert None is reading.patient.previous_lung_metastasectomy
    assert date(2026, 2, 1) == reading.operation_date


@pytest.mark.parametrize(
    ("status", "margin", "complete"),
    [("R0", "negative", True), ("R1", "positive", None), ("R2", None, False), ("RX", None, None)],
)
def test_the_residual_status_of_the_operation_gives_margin_and_completeness(
    read, diagnose, operate, status, margin, complete
):
    system = (
        "https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/"
        "mii-cs-onko-residualstatus"
    )
    patient = read(
        diagnose("C78.01", "2026-01-01"),
        operate("wedge", "2026-05-01", "Condition/C78.01", outcome=concept(system, status)),
    ).patient

    assert (margin, complete) == (patient.resection_margin, patient.complete_resection)


@pytest.mark.parametrize(
    ("code", "approach", "extent"),
    [("1366228007", "robotic", None), ("173172000", None, "sublobar"), ("173178001", None, None)],
)
def test_the_code_of_an_excision_gives_approach_or_extent(
    read, diagnose, operate, code, approach, extent
):
    patient = read(
        diagnose("C78.01", "2026-01-01"),
        operate("wedge", "2026-05-01", "Condition/C78.01", code=concept(SNOMED, code)),
    ).patient

    assert ("surgery", approach, extent) == (
        patient.local_therapy,
        patient.approach,
        patient.resection_extent,
    )


# --- whose record -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "others",
    [
        [{"resourceType": "Patient", "id": "b"}],
        [{"resourceType": "Observation", "subject": {"reference": "Patient/b"}}],
        [{"resourceType": "Condition", "subject": {"reference": "https://x.example/Patient/b"}}],
        [
            {
                "resourceType": "Procedure",
                "subject": {"reference": "urn:uuid:00000000-0000-4000-8000-000000000000"},
            }
        ],
    ],
)
def test_a_record_of_two_patients_is_refused(read, others):
    with pytest.raises(RecordRefused):
        read({"resourceType": "Patient", "id": "a"}, *others)


def test_every_way_to_refer_to_the_patient_means_the_patient():
    urn = "urn:uuid:00000000-0000-4000-8000-000000000000"
    references = [urn, "Patient/a", "https://x.example/fhir/Patient/a/_history/2"]
    content = {
        "resourceType": "Bundle",
        "entry": [
            {"fullUrl": urn, "resource": {"resourceType": "Patient", "id": "a"}},
            *(
                {"resource": {"resourceType": "Observation", "subject": {"reference": r}}}
                for r in references
            ),
        ],
    }

    assert "Patient/a" == read_record(collect(content), date(2026, 6, 1)).subject


def test_a_resource_without_an_id_is_named_by_its_place(read, observe):
    observation = observe("ecog", valueInteger=1)
    del observation["id"]
    reading = read({"resourceType": "Patient", "id": "a"}, observation)

    assert "entry/1" == reading.deciding["ecog"].resource


def test_an_id_that_is_none_is_not_repeated(decide, observe):
    entry = decide("ecog", {**observe("ecog", valueInteger=1), "id": "<script>alert(1)</script>"})

    assert "entry/0" == entry.resource


# --- hostile ------------------------------------------------------------------------------------

ODD = [None, True, 1, 1.5, "text", "", [], {}, [[]], [None], [{}], {"a": []}, [{"coding": 1}]]


@pytest.mark.parametrize("kind", ["Patient", "Condition", "Observation", "Procedure"])
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_odd_types_in_any_place_are_survived(read, record, kind, odd):
    for entry in record["entry"]:
        resource = entry["resource"]
        if resource["resourceType"] == kind:
            for member in [*resource, "bodySite", "extension", "outcome", "verificationStatus"]:
                if member != "resourceType":
                    for hostile in ({**resource, member: odd}, _nested(resource, odd)):
                        reading = read(hostile)

                        assert set(FACTORS) == {entry.factor for entry in reading.ledger}


def _nested(value, odd):
    """Put something odd in the place of every text."""
    if isinstance(value, dict):
        return {k: v if k == "resourceType" else _nested(v, odd) for k, v in value.items()}
    if isinstance(value, list):
        return [_nested(item, odd) for item in value]
    return odd


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_odd_bundle_holds_nothing(odd):
    bundles = [
        {"resourceType": "Bundle", "entry": odd},
        {"resourceType": "Bundle", "entry": [odd]},
        {"resourceType": "Bundle", "entry": [{"fullUrl": odd, "resource": odd}]},
        odd,
    ]

    assert () == collect(bundles)


def test_an_operation_outcome_or_null_in_a_prefetch_holds_nothing():
    assert () == collect(None, {"resourceType": "OperationOutcome", "issue": []})


def test_10_000_observations_are_read_and_listed_to_a_limit(observe):
    many = [observe("ecog", "2026-05-20", valueInteger=9) for _ in range(10_000)]
    many[5_000] = observe("ecog", "2026-05-20", valueInteger=1)
    reading = read_record(collect(many), date(2026, 6, 1))

    assert 1 == reading.patient.ecog
    assert 11 == sum(entry.factor == "ecog" for entry in reading.ledger)
