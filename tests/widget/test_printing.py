import re

import pytest

PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")

# Everything that can be known, chosen so that most warnings are given.
EVERYTHING = {
    "age_years": 17,
    "sex": "female",
    "ecog": 4,
    "smoker": True,
    "comorbidity": True,
    "histology": "alveolar_soft_part_sarcoma",
    "grade": 3,
    "primary_site": "retroperitoneum_or_abdomen",
    "disease_free_interval_months": 13,
    "local_recurrence": True,
    "nodule_count": 14,
    "largest_nodule_cm": 3.2,
    "laterality": "bilateral",
    "extrapulmonary_disease": False,
    "previous_lung_metastasectomy": True,
    "preoperative_chemotherapy": True,
    "radiological_response": "partial",
    "histological_response": "good",
    "local_therapy": "surgery",
    "approach": "vats",
    "resection_extent": "lobectomy_or_more",
    "complete_resection": True,
    "resection_margin": "negative",
}


def everything_beside(calculator):
    calculator.page.locator(".toolbar [aria-pressed]").click()
    calculator.differ_in("laterality")
    calculator.page.locator("#different-laterality").get_by_role("radio").nth(1).check()
    calculator.differ_in("nodule_count")
    calculator.page.locator("#different-nodule_count").fill("2")
    calculator.settle()


def alone(calculator):
    calculator.settle()


@pytest.mark.parametrize(
    ("language", "facts", "beside"),
    [
        ("en", {"age_years": 54}, alone),
        ("en", {"age_years": 54}, everything_beside),
        ("en", EVERYTHING, alone),
        ("en", EVERYTHING, everything_beside),
        ("de", EVERYTHING, everything_beside),
        ("es", EVERYTHING, everything_beside),
        ("zh-Hant", EVERYTHING, everything_beside),
    ],
)
def test_answer_is_printed_on_one_page(new_calculator, language, facts, beside):
    calculator = new_calculator(f"/?language={language}")
    calculator.give(facts)
    beside(calculator)
    paper = calculator.page.pdf(format="A4", prefer_css_page_size=True)

    assert 1 == len(PAGE.findall(paper))


def test_paper_says_the_facts_in_words_and_keeps_the_banner(calculator, patient):
    calculator.give(patient)
    calculator.page.emulate_media(media="print")

    facts = calculator.page.locator(".facts").inner_text()
    assert "Disease-free interval: 8 months; Local recurrence: No" in facts
    assert "Unknown: Sex" in facts
    assert calculator.page.get_by_text("Not for clinical use.", exact=True).is_visible()
    assert not calculator.part("form").is_visible()
