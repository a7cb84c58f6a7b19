"""Where each value came from, and what became of it."""

import json

import pytest

SIZE = "Largest nodule"


def test_every_value_says_its_resource_and_its_date(launch, plain):
    launch.from_chart()
    deciding = {}
    for entry in plain["ledger"]:
        deciding.setdefault(entry["factor"], entry)

    for factor, entry in deciding.items():
        text = launch.row(factor).inner_text() if entry["resource"] else ""
        assert (entry["resource"] or "") in text
        assert (entry["date"] or "") in text


def test_what_was_converted_what_is_stale_and_what_is_not_found_are_marked(launch, ehr):
    (ecog,) = (r for r in ehr.resources if r.get("id") == "ecog-2026")
    ecog["effectiveDateTime"] = "2020-01-01"
    ehr.resources = [r for r in ehr.resources if r.get("id") != "ecog-2025"]
    launch.from_chart()

    assert "converted" in launch.row("largest_nodule_cm").inner_text()
    assert "older than 90 days" in launch.row("ecog").inner_text()
    assert not launch.row("resection_margin").is_visible()
    assert "Not found in the record:" in launch.text
    assert "Resection margin" in launch.text.split("Not found in the record:")[1]


def test_what_was_not_used_says_why(launch):
    """A condition that was refuted, as the record has one."""
    launch.from_chart()

    assert "refuted" in launch.page.locator(".ledger").inner_text()


def test_changed_value_is_marked_and_unmarked_when_it_is_set_back(launch):
    launch.from_chart()
    assert "as filled in" in launch.row("nodule_count").inner_text()
    assert "Changed by hand: 0" in launch.text

    launch.type("Number of nodules", "7")
    assert "changed by hand: 7" in launch.row("nodule_count").inner_text()
    assert 1 == launch.page.locator(".ledger tr[data-changed]").count()
    assert "Changed by hand: 1" in launch.text

    launch.type("Number of nodules", "3")
    assert "as filled in" in launch.row("nodule_count").inner_text()
    assert 0 == launch.page.locator(".ledger tr[data-changed]").count()


def test_change_is_taken_back_with_a_button_and_the_keyboard_stays_in_the_row(launch, plain):
    launch.from_chart()
    launch.type("Number of nodules", "7")
    name = "Take back the change: Number of nodules"
    with launch.page.expect_response("**/v1/predictions"):
        launch.page.get_by_role("button", name=name).press("Enter")

    assert plain["patient"]["nodule_count"] == launch.patient["nodule_count"]
    assert 0 == launch.page.locator(".ledger tr[data-changed]").count()
    inside = "document.activeElement.closest('tr')?.dataset.factor"
    assert "nodule_count" == launch.page.evaluate(inside)


def test_value_that_is_refused_is_marked_as_changed_too(launch):
    """No answer, and still it is no longer the record's value."""
    launch.from_chart()
    launch.type("Number of nodules", "0")
    launch.page.locator("pulmet-survival [part=problem]").first.wait_for()

    assert "changed by hand: 0" in launch.row("nodule_count").inner_text()


def test_value_that_the_record_does_not_have_is_marked_as_entered(launch):
    launch.from_chart()
    launch.page.locator("pulmet-survival details > summary").click()
    with launch.page.expect_response("**/v1/predictions"):
        launch.page.get_by_label("Resection margin", exact=False).get_by_role(
            "radio", name="Negative"
        ).check()
    launch.row("resection_margin").wait_for()

    assert "entered by hand" in launch.row("resection_margin").inner_text()


def test_emptied_calculator_marks_every_value_of_the_record(launch):
    launch.from_chart()
    filled = len(launch.patient)
    with launch.page.expect_response("**/v1/predictions"):
        launch.page.get_by_role("button", name="All unknown").click()
    launch.page.locator("pulmet-survival .answer[aria-busy=false]").wait_for()

    assert f"Changed by hand: {filled}." in launch.text
    assert "changed by hand: Unknown" in launch.row("nodule_count").inner_text()


def card(patient_id="sarcoma-1", **patient):
    return json.dumps({"patient_id": patient_id, "patient": patient})


def test_card_fills_in_what_the_record_does_not_say(launch, ehr):
    ehr.granted = {"appContext": card(resection_margin="negative", nodule_count=9)}
    launch.from_chart()

    assert "negative" == launch.patient["resection_margin"]
    assert "card" == launch.row("resection_margin").get_attribute("data-origin")
    assert "the card that opened this page" in launch.row("resection_margin").inner_text()
    assert "From the card: 1." in launch.text


def test_record_goes_before_the_card(launch, ehr, plain):
    ehr.granted = {"appContext": card(nodule_count=9)}
    launch.from_chart()

    assert plain["patient"]["nodule_count"] == launch.patient["nodule_count"]
    assert "record" == launch.row("nodule_count").get_attribute("data-origin")


def test_card_does_not_speak_where_the_record_contradicts_itself(launch, ehr):
    (grade,) = (r for r in ehr.resources if r.get("id") == "grade")
    other = json.loads(json.dumps(grade).replace('"value": 3', '"value": 2')) | {"id": "grade-2"}
    other["valueInteger"] = 1
    other.pop("valueQuantity", None)
    ehr.resources.append(other)
    ehr.granted = {"appContext": card(grade=2)}
    launch.from_chart()

    assert "grade" not in launch.patient
    assert "contradicts itself" in launch.row("grade").inner_text()


@pytest.mark.parametrize(
    "context",
    [
        "{",
        "[]",
        "7",
        {"patient": {}},
        card("somebody-else", resection_margin="negative"),
        card(resection_margin="negative", nothing=1),
        card(resection_margin="negative", nodule_count=0),
        card(resection_margin="negative", nodule_count=2.5),
        card(resection_margin="negative", sex="<b>"),
        card(resection_margin="negative", smoker=1),
        '{"patient_id": "sarcoma-1", "patient": {"resection_margin": "negative"}, "more": 1}',
        card(resection_margin="negative") + " " * 10_000,
    ],
)
def test_card_that_cannot_be_used_is_left_out_as_a_whole_and_said_to_be(launch, ehr, context):
    ehr.granted = {"appContext": context}
    launch.from_chart()

    assert "What the card handed over cannot be used" in launch.text
    assert "resection_margin" not in launch.patient


@pytest.mark.parametrize(
    ("granted", "shown"),
    [
        ({"need_patient_banner": True}, True),
        ({}, True),
        ({"need_patient_banner": "false"}, True),
        ({"need_patient_banner": False}, False),
    ],
)
def test_banner_is_shown_unless_the_record_system_shows_one(launch, ehr, granted, shown):
    """Where the record system does not say, the patient is named: safer."""
    (person,) = (r for r in ehr.resources if r["resourceType"] == "Patient")
    person["name"] = [
        {"use": "old", "family": "Old"},
        {"use": "official", "family": "Example", "given": ["Ada", "B."]},
    ]
    person["identifier"] = [{"value": "4711"}]
    ehr.granted = granted
    launch.from_chart()
    banner = launch.page.get_by_role("region", name="Patient", exact=True)

    assert shown == (banner.count() == 1)
    assert shown == ("Example, Ada B." in launch.text)
    if shown:
        for text in (person["birthDate"], "female", "4711"):
            assert text in banner.inner_text()


def test_patient_who_has_died_is_said_to_have(launch, ehr):
    (person,) = (r for r in ehr.resources if r["resourceType"] == "Patient")
    person["deceasedBoolean"] = True
    launch.from_chart()

    assert "this patient has died" in launch.text
