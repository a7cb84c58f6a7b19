"""Whatever the service says is text, and nothing but text."""

import json

import pytest

HOSTILE = "\"'><img src=x onerror=window.pwned=1><script>window.pwned=1</script>${1}"

# Compared with constants, never shown.
STRUCTURAL = {"kind", "known", "outcome"}


def poison(value, key=""):
    """Make every string of an answer hostile, names of factors and models included."""
    if isinstance(value, str):
        return value if key in STRUCTURAL else value + HOSTILE
    if isinstance(value, list):
        return [poison(one, key) for one in value]
    if isinstance(value, dict):
        return {name: poison(one, name) for name, one in value.items()}
    return value


def poison_answers(page):
    """Poison what the service answers; what is sent to it is cleansed, so that it answers."""

    def handle(route):
        sent = route.request.post_data
        cleansed = sent.replace(json.dumps(HOSTILE)[1:-1], "") if sent else None
        response = route.fetch(post_data=cleansed)
        route.fulfill(response=response, body=json.dumps(poison(response.json())))

    page.route("**/v1/**", handle)


@pytest.fixture
def poisoned(calculator):
    """Load the calculator once more, with every answer poisoned."""
    poison_answers(calculator.page)
    return calculator.open()


def assert_inert(calculator):
    assert None is calculator.page.evaluate("window.pwned")
    assert [] == calculator.page.evaluate("window.violations")
    assert 0 == calculator.shadow("root.querySelectorAll('img, script, iframe, a').length")


def test_hostile_texts_of_an_answer_stay_texts(poisoned):
    calculator = poisoned
    calculator.page.locator("details > summary").click()
    calculator.page.locator("[inputmode]").first.fill("8")
    calculator.page.get_by_role("radio", name="No", exact=True).first.check()
    calculator.page.get_by_role("button", name="Compare with").click()
    calculator.page.locator("#add-difference").select_option(index=2)
    calculator.page.locator(".difference").get_by_role("radio", name="Yes").check()
    calculator.settle()

    assert_inert(calculator)
    for part in ("form", "contributions", "warnings", "limitations", "provenance", "headline"):
        assert "<img src=x" in calculator.text(part), part


def test_hostile_texts_of_a_problem_stay_texts(poisoned):
    calculator = poisoned
    calculator.page.locator("[inputmode]").first.fill("-1")
    calculator.settle()

    assert_inert(calculator)
    assert "<img src=x" in calculator.text("problem")


def test_hostile_values_of_a_host_stay_texts(calculator):
    calculator.give({"histology": HOSTILE, HOSTILE: HOSTILE, "age_years": HOSTILE})

    assert_inert(calculator)
    assert "There is no such field" in calculator.text("problem")
