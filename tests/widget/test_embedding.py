"""Embedded by a hospital's page, which has another origin."""

import json

import pytest

FACTS = {"disease_free_interval_months": 8, "local_recurrence": False, "nodule_count": 3}

IFRAME = '<!doctype html><iframe src="{service}/widget" title="Survival" width="900" height="900">'
COMPONENT = """<!doctype html>
<script type="module" src="{service}/widget/{file}"
        integrity="{integrity}" crossorigin="anonymous"></script>
<pulmet-survival language="en" patient='{patient}'></pulmet-survival>
"""


@pytest.fixture
def embed(service_url, new_page):
    """Show a host's page that embeds the calculator."""

    def show(host, template):
        page = new_page(viewport={"width": 1000, "height": 950})
        built = page.request.get(f"{service_url}/widget/integrity.json").json()
        host.pages["/"] = template.format(service=service_url, patient=json.dumps(FACTS), **built)
        page.goto(f"{host.origin}/")
        return page

    return show


def test_allowed_host_shows_the_widget_in_an_iframe(embed, allowed_host):
    page = embed(allowed_host, IFRAME)
    frame = page.frame_locator("iframe")
    frame.get_by_role("radiogroup", name="Local recurrence").wait_for()
    frame.get_by_text("About", exact=False).first.wait_for()

    assert [] == page.evaluate("window.violations")


def test_other_host_shows_nothing_in_its_iframe(embed, other_host):
    page = embed(other_host, IFRAME)
    page.frames[1].wait_for_url("chrome-error://chromewebdata/")

    assert 0 == page.frames[1].locator("pulmet-survival").count()


def test_allowed_host_uses_the_component_itself(embed, allowed_host, service_url):
    page = embed(allowed_host, COMPONENT)
    page.locator("pulmet-survival .answer[aria-busy=false]").wait_for()
    answer = page.request.post(f"{service_url}/v1/predictions", data={"patient": FACTS}).json()
    alive = round(100 * answer["predictions"][0]["horizons"][-1]["survival"])

    headline = page.locator("pulmet-survival [part=headline]").inner_text()
    assert f"About {alive} of 100" in headline


def test_other_host_cannot_use_the_component(embed, other_host):
    """A page has loaded when its module scripts have run, or could not be fetched."""
    page = embed(other_host, COMPONENT)

    assert page.evaluate("customElements.get('pulmet-survival') === undefined")


def test_other_host_cannot_ask_the_service(embed, other_host, service_url):
    page = embed(other_host, "<!doctype html>")
    reached = page.evaluate(
        "url => fetch(url).then(() => true, () => false)", f"{service_url}/v1/factors"
    )

    assert not reached


def test_host_hears_of_predictions_and_problems(new_calculator):
    """Events leave the shadow tree, and carry the facts and the whole answer."""
    calculator = new_calculator()
    calculator.page.evaluate(
        "() => { window.events = []; for (const name of ['pulmet-prediction', 'pulmet-problem'])"
        " document.addEventListener(name, (event) => window.events.push([name, event.detail])) }"
    )
    calculator.give(FACTS)
    calculator.give({"nodule_count": 0})
    (first, predicted), (second, problem) = calculator.page.evaluate("window.events")

    assert ("pulmet-prediction", "pulmet-problem") == (first, second)
    assert FACTS == predicted["patient"]
    assert {"cox"} == {p["model"] for p in predicted["answer"]["predictions"]}
    assert "/patient/nodule_count" == problem["errors"][0]["pointer"]


def test_host_reads_the_facts_as_the_user_left_them(calculator):
    calculator.give(FACTS)
    calculator.type("Number of nodules", "2")

    facts = calculator.page.evaluate("document.querySelector('pulmet-survival').patient")
    assert {**FACTS, "nodule_count": 2} == facts


@pytest.mark.parametrize("text", ["{", "[]", "null", "7"])
def test_attribute_that_is_no_object_is_no_patient(calculator, text):
    """Facts that cannot be read are not taken for unknown ones."""
    calculator.page.evaluate(
        "text => document.querySelector('pulmet-survival').setAttribute('patient', text)", text
    )

    assert "not a JSON object" in calculator.text("problem")
    assert 0 == calculator.part("headline").count()


def test_host_sets_colours_and_scheme(new_calculator):
    calculator = new_calculator(color_scheme="dark")
    calculator.page.evaluate(
        "() => { const style = document.querySelector('pulmet-survival').style;"
        " style.setProperty('--pulmet-patient', 'rgb(1, 2, 3)'); style.colorScheme = 'light' }"
    )

    colour = "getComputedStyle(root.querySelector('.estimate strong')).color"
    ground = "getComputedStyle(root.host).backgroundColor"
    assert "rgb(1, 2, 3)" == calculator.shadow(colour)
    assert "rgb(255, 255, 255)" == calculator.shadow(ground)


def test_nothing_is_kept_in_the_browser(calculator, patient):
    calculator.give(patient)

    kept = "[document.cookie, localStorage.length, sessionStorage.length, location.search]"
    assert ["", 0, 0, ""] == calculator.page.evaluate(kept)
    assert [] == calculator.page.evaluate("indexedDB.databases()")
    assert [] == calculator.page.context.cookies()


def test_host_says_how_long_the_patient_has_survived(calculator, persons):
    calculator.give(FACTS)
    with calculator.answering():
        calculator.page.evaluate("document.querySelector('pulmet-survival').survivedMonths = 24")
    expected = calculator.ask(FACTS, survived_months=24)["predictions"][0]["horizons"][-1]

    assert f"About {persons(expected['survival'])} of 100" in calculator.text("headline")
    assert "alive after 24 months" in calculator.text("headline")
    assert 24 == calculator.page.evaluate(
        "document.querySelector('pulmet-survival').survivedMonths"
    )
