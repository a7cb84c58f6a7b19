"""No answer is shown for inputs that it does not answer."""

import json
import statistics
import time

import pytest

LISTEN = """() => {
  const times = (window.times = []);
  let typed;
  addEventListener("input", () => (typed = performance.now()), true);
  addEventListener("pulmet-prediction", async (event) => {
    await event.target.updateComplete;
    requestAnimationFrame(() => times.push(performance.now() - typed));
  });
}"""


def asked_nodules(route):
    return json.loads(route.request.post_data)["patient"].get("nodule_count")


def test_numbers_cannot_be_read_while_a_question_is_open(calculator, patient):
    calculator.give(patient)
    held = []

    def hold(route):
        held.append(route)

    calculator.page.route("**/v1/predictions", hold)
    calculator.page.get_by_role("textbox", name="Number of nodules").fill("1")
    calculator.page.wait_for_timeout(300)

    busy = calculator.part("answer").get_attribute("aria-busy")
    veil = calculator.shadow("getComputedStyle(root.querySelector('.parts')).filter")
    assert ("true", "blur(5px)") == (busy, veil)
    for route in held:
        route.continue_()
    calculator.settle()


def test_late_answer_to_an_older_question_is_dropped(calculator, patient):
    """The first question is answered last, and never shown."""
    del patient["laterality"]
    calculator.give(patient)

    def delay_the_first(route):
        if asked_nodules(route) == 1:
            calculator.page.wait_for_timeout(500)
        route.continue_()

    calculator.page.route("**/v1/predictions", delay_the_first)
    field = calculator.page.get_by_role("textbox", name="Number of nodules")
    field.fill("1")
    calculator.page.wait_for_timeout(200)
    field.fill("2")
    calculator.page.wait_for_timeout(1200)
    calculator.settle()
    expected = calculator.ask({**patient, "nodule_count": 2})["predictions"][0]["horizons"][-1]

    assert f"About {round(100 * expected['survival'])} of 100" in calculator.text("headline")


def test_service_out_of_reach_leaves_no_answer_standing(new_calculator, patient):
    calculator = new_calculator()
    calculator.give(patient)
    calculator.page.route("**/v1/predictions", lambda route: route.fulfill(status=503, body="no"))
    calculator.type("Number of nodules", "1")

    assert "The service did not answer as expected" in calculator.text("problem")
    assert 0 == calculator.part("headline").count()
    calculator.page.unroute("**/v1/predictions")
    with calculator.answering():
        calculator.page.get_by_role("button", name="Try again").click()
    assert "at least two nodules" in calculator.text("problem")


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_prediction_appears_within_300_ms_of_the_last_keystroke(new_calculator, language):
    calculator = new_calculator(f"/?language={language}")
    calculator.page.evaluate(LISTEN)
    field = calculator.page.locator("#patient-nodule_count")
    for count in range(2, 9):
        with calculator.answering():
            field.fill(str(count))
        time.sleep(0.1)
    times = calculator.page.evaluate("window.times")

    assert len(times) >= 7
    assert statistics.median(times) < 300, times
