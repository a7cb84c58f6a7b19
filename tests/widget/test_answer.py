import pytest


def numbers_of(calculator, patient, persons, **options):
    horizon = calculator.ask(patient, **options)["predictions"][0]["horizons"][-1]
    return {name: persons(horizon[name]) for name in ("survival", "lower", "upper", "average")}


def test_filled_form_shows_the_numbers_of_the_service(calculator, patient, persons):
    """What a surgeon fills in by hand is answered with the service's own numbers."""
    calculator.type("Disease-free interval", "8")
    calculator.press("Local recurrence", "No")
    calculator.type("Number of nodules", "3")
    calculator.open_others()
    calculator.type("Age", "54")
    calculator.choose("Histology", "Leiomyosarcoma")
    calculator.press("Laterality", "Bilateral")
    expected = numbers_of(calculator, patient, persons)

    headline = calculator.text("headline")
    assert (
        f"About {expected['survival']} of 100 patients like this one are alive 5 years" in headline
    )
    assert f"95 % interval: {expected['lower']} to {expected['upper']} of 100" in headline
    assert f"Cohort average: {expected['average']} of 100" in headline


def test_table_shows_every_horizon_in_whole_persons(calculator, patient, persons):
    calculator.give(patient)
    horizons = calculator.ask(patient)["predictions"][0]["horizons"]
    expected = [
        [
            {12: "1 year", 36: "3 years", 60: "5 years"}[h["months"]],
            f"{persons(h['survival'])} ({persons(h['lower'])} to {persons(h['upper'])})",
            str(persons(h["average"])),
        ]
        for h in horizons
    ]

    rows = calculator.part("table").locator("tbody tr").all()
    cells = [[c.inner_text() for c in row.locator("th, td").all()] for row in rows]
    assert expected == cells


def test_persons_are_drawn_by_what_the_interval_says_of_them(calculator, patient, persons):
    calculator.give(patient)
    horizon = calculator.ask(patient)["predictions"][0]["horizons"][-1]
    lower, alive, upper = (persons(horizon[name]) for name in ("lower", "survival", "upper"))

    drawing = calculator.part("persons").locator("svg[role=img]")
    drawn = {fate: drawing.locator(f"path.{fate}").count() for fate in ("sure", "likely", "unsure")}
    assert {"sure": lower, "likely": alive - lower, "unsure": upper - alive} == drawn
    assert 100 - upper == drawing.locator("circle.dead").count()


def test_contributions_carry_the_sentences_of_the_service(calculator, patient):
    calculator.give(patient)
    explained = calculator.ask(patient)["predictions"][0]["explanation"]["horizons"][-1]
    sentences = {c["text"] for c in explained["contributions"] if c["contribution"]}

    shown = calculator.part("contributions").locator(".row-label").all_inner_texts()
    assert sentences == set(shown)
    lowering = calculator.part("contributions").locator("rect.lowers").count()
    assert sum(c["contribution"] < 0 for c in explained["contributions"]) == lowering


def test_changed_input_changes_the_answer(calculator, patient, persons):
    calculator.give(patient)
    calculator.press("Local recurrence", "Yes")
    expected = numbers_of(calculator, {**patient, "local_recurrence": True}, persons)

    assert f"About {expected['survival']} of 100" in calculator.text("headline")


def test_another_horizon_is_shown_at_a_press(calculator, patient, persons):
    calculator.give(patient)
    calculator.page.get_by_role("radio", name="1 year", exact=True).check()
    first = calculator.ask(patient)["predictions"][0]["horizons"][0]

    assert f"About {persons(first['survival'])} of 100" in calculator.text("headline")
    assert "at 1 year" in calculator.text("contributions")


def test_slider_asks_for_survival_given_the_months_survived(calculator, patient, persons):
    calculator.give(patient)
    with calculator.answering():
        calculator.page.get_by_role("slider").fill("24")
    expected = numbers_of(calculator, patient, persons, survived_months=24)

    headline = calculator.text("headline")
    assert f"About {expected['survival']} of 100" in headline
    assert "alive after 24 months" in headline
    assert "not given free of recurrence" in calculator.text("warnings")
    assert "not of the one given survival so far" in calculator.text("contributions")


def test_different_patient_stands_beside_the_original(calculator, patient, persons):
    calculator.give(patient)
    calculator.differ_in("laterality")
    calculator.press("Laterality, of the different patient", "Unilateral")
    calculator.differ_in("nodule_count")
    calculator.type("Number of nodules, of the different patient", "1")
    changes = {"laterality": "unilateral", "nodule_count": 1}
    answer = calculator.ask(patient, what_if=[changes])["predictions"][0]
    other = answer["what_if"][0]["horizons"][-1]

    row = calculator.part("headline").locator(".row.different").inner_text()
    assert "A different patient" in row
    limits = f"{persons(other['lower'])} to {persons(other['upper'])}"
    assert f"{persons(other['survival'])} ({limits})" in row
    assert f"About {persons(answer['horizons'][-1]['survival'])} of" in calculator.text("headline")
    assert 2 == calculator.part("persons").count()


def test_treatments_are_not_offered_for_a_different_patient(calculator):
    factors = calculator.page.request.get(f"{calculator.url}/v1/factors").json()["factors"]
    options = calculator.page.locator("#add-difference option")
    offered = {option.get_attribute("value") for option in options.all()} - {""}

    assert {factor["name"] for factor in factors if factor["what_if"]} == offered


def test_fault_of_the_different_patient_leaves_the_original_its_answer(calculator, patient):
    calculator.give(patient)
    calculator.differ_in("nodule_count")
    calculator.page.get_by_role("textbox", name="of the different patient").fill("1")
    fault = calculator.page.locator("#different-nodule_count-fault")
    fault.wait_for()
    calculator.settle()

    assert "at least two nodules" in fault.inner_text()
    assert "of 100 patients like this one" in calculator.text("headline")


def test_forest_stands_beside_at_a_press_and_is_called_experimental(calculator, patient, persons):
    calculator.give(patient)
    assert "Random survival forest" not in calculator.text("headline")
    calculator.compare()
    forest = calculator.ask(patient, models=["forest"])["predictions"][0]["horizons"][-1]

    row = calculator.part("headline").locator(".row.second").inner_text()
    assert "Random survival forest, experimental" in row
    assert f"{persons(forest['survival'])} (" in row
    assert "Used by the experimental model only" in calculator.part("form").inner_text()


def test_unknown_is_what_nothing_given_looks_like(calculator):
    """Every factor says that it is unknown; none shows a value that could pass for an answer."""
    calculator.open_others()
    factors = calculator.page.request.get(f"{calculator.url}/v1/factors").json()["factors"]
    unknown = calculator.shadow(
        "[...root.querySelectorAll('.form [id^=patient-]')]"
        ".filter((field) => field.matches('input') ? field.value === '' &&"
        " field.parentElement.querySelector('[aria-pressed=true]')"
        " : field.matches('select') ? field.selectedOptions[0].label === 'Unknown'"
        " : field.querySelector('.unknown :checked')).map((field) => field.id.slice(8))"
    )

    assert {factor["name"] for factor in factors} == set(unknown)
    assert "not an individual prediction" in calculator.text("headline")


def test_unknown_factors_show_how_far_they_could_move_the_answer(calculator, patient, persons):
    del patient["nodule_count"], patient["laterality"]
    calculator.give(patient)
    (expected,) = (
        r for r in calculator.ask(patient)["predictions"][0]["range_if_known"] if r["months"] == 60
    )

    rows = calculator.part("ranges").locator(".row:not(.axis)")
    assert 1 == rows.count()
    assert "Number of nodules" in rows.inner_text()
    bounds = f"{persons(expected['lowest'])} to {persons(expected['highest'])}"
    assert bounds in rows.inner_text()


def test_scenarios_show_the_patient_under_other_averages(calculator, patient, persons):
    calculator.give(patient)
    scenarios = calculator.ask(patient)["predictions"][0]["horizons"][-1]["scenarios"]
    expected = [
        f"average {persons(s['average'])} this patient {persons(s['survival'])}" for s in scenarios
    ]

    rows = calculator.part("scenarios").locator(".row:not(.axis)").all()
    assert expected == [" ".join(row.inner_text().split()) for row in rows]


def test_warnings_limitations_and_provenance_are_shown(calculator, patient):
    calculator.give(patient)
    answer = calculator.ask(patient)

    for warning in answer["warnings"]:
        assert warning["message"] in calculator.text("warnings")
    for limitation in answer["bundle"]["limitations"]:
        assert limitation["message"] in calculator.text("limitations")
    assert answer["bundle"]["id"] in calculator.text("provenance")
    assert answer["summary"] in calculator.text("provenance")


def test_warning_leads_to_its_field(calculator, patient):
    calculator.give(patient)
    calculator.page.get_by_role("button", name="Go to: Disease outside the lung").click()

    focused = calculator.shadow("root.activeElement.name")
    assert "patient-extrapulmonary_disease" == focused


@pytest.mark.parametrize("scroll", [0, 100_000])
def test_not_for_clinical_use_stays_in_sight(calculator, scroll):
    calculator.page.evaluate("y => scrollTo(0, y)", scroll)

    banner = calculator.page.get_by_text("Not for clinical use.", exact=True)
    assert 0 <= banner.bounding_box()["y"] < 900


def test_problem_is_shown_at_its_field_and_no_number_is_left(calculator, patient):
    calculator.give(patient)
    calculator.type("Number of nodules", "1")

    fault = calculator.page.locator("#patient-nodule_count-fault").inner_text()
    assert "Bilateral metastases are at least two nodules." in fault
    assert "Two facts about the patient exclude each other" in calculator.text("problem")
    assert 0 == calculator.part("headline").count()


def test_text_that_is_no_number_is_refused_in_the_words_of_the_service(calculator):
    calculator.type("Number of nodules", "three")

    fault = calculator.page.locator("#patient-nodule_count-fault").inner_text()
    assert "a whole number from 1 to 500" in fault


def test_fault_behind_the_press_is_brought_to_light(calculator, patient):
    calculator.give({**patient, "local_therapy": "sabr"})

    assert calculator.page.locator("#patient-local_therapy-fault").is_visible()


def test_factors_known_after_the_operation_are_marked(calculator):
    calculator.open_others()
    factors = calculator.page.request.get(f"{calculator.url}/v1/factors").json()["factors"]
    expected = sum(factor["known"] == "after" for factor in factors)

    marks = calculator.part("form").get_by_text("known only after the operation", exact=True)
    assert expected == marks.count()
