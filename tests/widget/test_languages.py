import pytest

TITLES = {
    "en": "Survival after removal of lung metastases of a sarcoma",
    "de": "Überleben nach Entfernung von Lungenmetastasen eines Sarkoms",
    "es": "Supervivencia tras la resección de metástasis pulmonares de un sarcoma",
    "zh-Hant": "肉瘤肺轉移切除術後的存活",
}
NOT_REVIEWED = {
    "de": "Übersetzung nicht klinisch geprüft",
    "es": "Traducción sin revisión clínica",
    "zh-Hant": "翻譯未經臨床審閱",
}


@pytest.mark.parametrize("language", TITLES)
def test_language_is_spoken_asked_for_and_marked(new_calculator, language, patient, persons):
    calculator = new_calculator(f"/widget?language={language}")
    with calculator.page.expect_request("**/v1/predictions") as asked:
        calculator.give(patient)
    expected = calculator.ask(patient)["predictions"][0]["horizons"][-1]

    assert TITLES[language] == calculator.page.get_by_role("heading", level=2).inner_text()
    assert language == asked.value.headers["accept-language"]
    assert language == calculator.shadow("root.querySelector('.frame').lang")
    marks = calculator.page.locator(".unreviewed").all_inner_texts()
    expected_marks = [NOT_REVIEWED[language]] if language != "en" else []
    assert expected_marks == marks
    assert str(persons(expected["survival"])) in calculator.text("headline")
    assert 0 == calculator.page.locator(".language").count()


@pytest.mark.parametrize(
    ("locale", "spoken"),
    [("de-AT", "de"), ("es-MX", "es"), ("zh-TW", "zh-Hant"), ("zh-CN", "en"), ("fr-FR", "en")],
)
def test_language_follows_the_browser(new_calculator, locale, spoken):
    calculator = new_calculator(locale=locale)

    assert TITLES[spoken] == calculator.page.get_by_role("heading", level=2).inner_text()


def test_chosen_language_keeps_the_facts(calculator, patient):
    calculator.give(patient)
    with calculator.answering():
        calculator.page.get_by_label("Language").select_option("es")

    assert TITLES["es"] == calculator.page.get_by_role("heading", level=2).inner_text()
    assert "8" == calculator.page.locator("#patient-disease_free_interval_months").input_value()


def test_layout_turns_round_for_a_right_to_left_language(calculator, patient):
    """No language here is written from right to left; the layout is ready for one."""
    calculator.give(patient)
    form = calculator.part("form")
    left = form.bounding_box()["x"]
    calculator.shadow("void (root.querySelector('.frame').dir = 'rtl')")

    assert (
        left < calculator.part("answer").bounding_box()["x"] + 200 < form.bounding_box()["x"] + 200
    )
    assert calculator.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
