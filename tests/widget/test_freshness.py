"""No answer is shown for inputs that it does not answer."""

import json

from playwright.sync_api import expect


def asked_nodules_in(request):
    return json.loads(request.post_data)["patient"].get("nodule_count")


def asked_nodules(route):
    return asked_nodules_in(route.request)


def test_numbers_cannot_be_read_while_a_question_is_open(calculator, patient):
    calculator.give(patient)
    held = []

    def hold(route):
        held.append(route)

    calculator.page.route("**/v1/predictions", hold)
    with calculator.page.expect_request("**/v1/predictions"):
        calculator.page.get_by_role("textbox", name="Number of nodules").fill("1")

    assert "true" == calculator.part("answer").get_attribute("aria-busy")
    parts = calculator.page.locator("pulmet-survival .parts").first
    expect(parts).to_have_css("filter", "blur(5px)", timeout=600_000)
    for route in held:
        route.continue_()
    calculator.settle()


def test_late_answer_to_an_older_question_is_dropped(calculator, patient):
    """The first question, not yet answered, is given up for the second, whose answer is shown."""
    del patient["laterality"]
    calculator.give(patient)

    held = []

    def hold_the_first(route):
        if asked_nodules(route) == 1:
            held.append(route)
        else:
            route.continue_()

    calculator.page.route("**/v1/predictions", hold_the_first)
    field = calculator.page.get_by_role("textbox", name="Number of nodules")
    with calculator.page.expect_request("**/v1/predictions"):
        field.fill("1")
    with calculator.page.expect_event("requestfailed") as failed, calculator.answering():
        field.fill("2")
    (first,) = held

    assert first.request == failed.value
    assert "net::ERR_ABORTED" == failed.value.failure
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


def test_question_is_sent_120_ms_after_the_last_keystroke(calculator, patient):
    """Not before, so that a number is asked about when it is typed; not later, so that it is quick."""
    calculator.give(patient)
    calculator.stop_the_clock()
    sent = []
    calculator.page.on("request", lambda request: sent.append(asked_nodules_in(request)))
    field = calculator.page.get_by_role("textbox", name="Number of nodules")
    field.fill("4")
    calculator.page.clock.run_for(119)
    field.fill("40")
    calculator.page.clock.run_for(119)
    before = list(sent)
    with calculator.answering():
        calculator.page.clock.run_for(1)

    assert ([], [40]) == (before, sent)

