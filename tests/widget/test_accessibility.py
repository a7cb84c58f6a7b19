"""Keyboard, names, contrast, and what a screen reader hears."""

import itertools

import pytest

HEAR = """() => {
  const root = document.querySelector("pulmet-survival").shadowRoot;
  const region = root.querySelector("[role=status]");
  window.heard = [];
  new MutationObserver(() => region.textContent && window.heard.push(region.textContent))
    .observe(region, {childList: true, characterData: true, subtree: true});
}"""
PAUSE_MS = 120
"""What the calculator waits for after a keystroke before it asks."""

FIELDS = {
    "Disease-free interval": "#patient-disease_free_interval_months",
    "nodules": "#patient-nodule_count",
}

DEEP_FOCUS = """(() => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
})()"""

CONTRAST = """([colour, paper]) => {
  const probe = document.createElement("i");
  document.querySelector("pulmet-survival").shadowRoot.append(probe);
  const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const luminance = (name) => {
    probe.style.color = `var(--_${name})`;
    paint.fillStyle = getComputedStyle(probe).color;
    paint.fillRect(0, 0, 1, 1);
    const linear = [...paint.getImageData(0, 0, 1, 1).data.slice(0, 3)]
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const [light, dark] = [luminance(colour), luminance(paper)].sort((a, b) => b - a);
  probe.remove();
  return (light + 0.05) / (dark + 0.05);
}"""

SCHEMES = ["light", "dark"]
TEXT_COLOURS = ["ink", "muted", "accent", "patient", "second", "different", "raises", "lowers"]
LINE_COLOURS = ["control", "average", "fault"]


def empty(calculator, patient):
    del patient
    calculator.open_others()


def filled(calculator, patient):
    calculator.give(patient)
    calculator.compare()
    calculator.differ_in("nodule_count")
    calculator.type("Number of nodules, of the different patient", "12")
    with calculator.answering():
        calculator.page.get_by_role("slider").fill("24")


def at_fault(calculator, patient):
    calculator.give({**patient, "nodule_count": 1, "age_years": 54})
    calculator.open_others()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("state", [empty, filled, at_fault])
def test_axe_finds_no_violation(new_calculator, violations_of_axe, patient, scheme, state):
    calculator = new_calculator(color_scheme=scheme)
    state(calculator, patient)

    assert [] == violations_of_axe(calculator.page)


@pytest.mark.parametrize("path", ["/widget", "/widget?language=de"])
def test_axe_finds_no_violation_in_the_narrow_widget(new_calculator, violations_of_axe, path):
    calculator = new_calculator(path, viewport={"width": 400, "height": 850})

    assert [] == violations_of_axe(calculator.page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_of_texts_and_lines_stand_out(new_calculator, scheme):
    """At least 4.5 to 1 for texts and 3 to 1 for lines, on both grounds (WCAG 2.2, AA)."""
    calculator = new_calculator(color_scheme=scheme)
    least = {**dict.fromkeys(TEXT_COLOURS, 4.5), **dict.fromkeys(LINE_COLOURS, 3.0)}
    weak = {
        (colour, ground): ratio
        for colour, ground in itertools.product(least, ["paper", "panel"])
        if (ratio := calculator.page.evaluate(CONTRAST, [colour, ground])) < least[colour]
    }

    assert {} == weak


def test_persons_and_lines_are_told_apart_without_colour(calculator, patient):
    calculator.give(patient)
    calculator.compare()
    persons = calculator.shadow(
        "['.person.sure', '.person.likely', '.person.unsure', '.dead'].map((kind) => {"
        " const style = getComputedStyle(root.querySelector(`[part=persons] ${kind}`));"
        " return `${style.fill.startsWith('url') ? 'hatched' : style.fill !== 'none'}"
        " ${style.strokeDasharray} ${style.r}`; })"
    )
    lines = calculator.shadow(
        "['patient', 'average', 'second'].map((tone) =>"
        " getComputedStyle(root.querySelector(`polyline.line.${tone}`)).strokeDasharray)"
    )

    assert 4 == len(set(persons))
    assert 3 == len(set(lines))


def name_of_focused(session):
    found = session.send("Runtime.evaluate", {"expression": DEEP_FOCUS})["result"]
    if found.get("className") in {None, "HTMLBodyElement"}:
        return None
    described = session.send("DOM.describeNode", {"objectId": found["objectId"]})["node"]
    (node,) = session.send(
        "Accessibility.getPartialAXTree",
        {"backendNodeId": described["backendNodeId"], "fetchRelatives": False},
    )["nodes"]
    return node["role"]["value"], node.get("name", {}).get("value", "")


def walk(calculator):
    """Press Tab through the whole page; give role and accessible name of every stop.

    The first round begins where the focus was, so that the second is the whole one.
    """
    session = calculator.page.context.new_cdp_session(calculator.page)
    session.send("DOM.enable")
    session.send("Accessibility.enable")
    rounds = [[]]
    for _ in range(240):
        calculator.page.keyboard.press("Tab")
        stop = name_of_focused(session)
        if stop is None and len(rounds) == 2:
            return rounds[1]
        if stop is None:
            rounds.append([])
        else:
            rounds[-1].append(stop)
    pytest.fail("the walk does not end: the keyboard is trapped")


def test_every_control_is_reached_by_keyboard_and_has_a_name(calculator, patient):
    calculator.give(patient)
    calculator.open_others()
    calculator.differ_in("sex")
    stops = walk(calculator)
    factors = calculator.page.request.get(f"{calculator.url}/v1/factors").json()["factors"]

    assert [] == [stop for stop in stops if not stop[1]]
    typed = {"Age", "Disease-free interval", "Number of nodules", "Largest nodule"}
    listed = {"Histology", "Primary site", "Local therapy", "Approach"}
    named = {name for role, name in stops if role in {"textbox", "combobox"}}
    assert typed | listed | {"Language", "Differs in"} <= named
    # The rest are groups, of which the pressed choice is the one stop.
    groups = len(factors) - len(typed | listed)
    radios = [name for role, name in stops if role == "radio"]
    assert groups + len({"horizon"}) <= len(radios)
    buttons = {name for role, name in stops if role == "button"}
    assert {"Print", "All unknown", "Remove: Sex", "Go to: Local therapy"} <= buttons
    assert any(role == "slider" for role, _ in stops)


def test_whole_question_can_be_asked_by_keyboard(calculator, persons):
    """No mouse: the three facts of the model, then the months survived."""
    keyboard = calculator.page.keyboard
    calculator.page.locator("#patient-disease_free_interval_months").focus()
    keyboard.type("8")
    keyboard.press("Tab")  # its button `Unknown`
    keyboard.press("Tab")
    keyboard.press("ArrowRight")  # from `Unknown` to `No`
    keyboard.press("Tab")
    keyboard.type("3")
    keyboard.press("Tab")
    keyboard.press("Tab")
    with calculator.answering():
        for _ in range(12):
            keyboard.press("ArrowRight")
    known = {"disease_free_interval_months": 8, "local_recurrence": False, "nodule_count": 3}
    horizon = calculator.ask(known, survived_months=12)["predictions"][0]["horizons"][-1]

    assert f"About {persons(horizon['survival'])} of 100" in calculator.text("headline")
    assert "alive after 12 months" in calculator.text("headline")


@pytest.fixture
def rest(calculator, patient):
    """Give a first result, heard; then stop the clock, and give what is heard in the next minute."""
    calculator.give(patient)
    calculator.hear()
    calculator.stop_the_clock()
    calculator.page.evaluate(HEAR)

    def hear_all():
        calculator.page.clock.run_for(60_000)
        return calculator.page.evaluate("window.heard")

    return hear_all


def answer_after_a_pause(calculator):
    """Let the pause pass after which the service is asked, and wait for its answer."""
    with calculator.answering():
        calculator.page.clock.run_for(PAUSE_MS)


def test_new_result_is_heard_once(calculator, rest):
    """Three keystrokes, an answer after each, one announcement: the words of the last."""
    for label, key in (("Disease-free interval", "4"), ("nodules", "0"), ("nodules", "0")):
        calculator.page.locator(FIELDS[label]).press(key)
        answer_after_a_pause(calculator)

    (heard,) = rest()
    assert heard.startswith("About ")
    assert "95 % interval" in heard


def test_result_that_stays_the_same_is_heard_as_unchanged(calculator, rest):
    calculator.open_others()
    calculator.page.get_by_role("textbox", name="Age", exact=True).fill("60")
    answer_after_a_pause(calculator)

    (heard,) = rest()
    assert heard.startswith("Unchanged: About ")


def test_refusal_is_heard_once(calculator, rest):
    calculator.page.get_by_role("textbox", name="Number of nodules", exact=True).fill("1")
    answer_after_a_pause(calculator)

    (heard,) = rest()
    assert "exclude each other" in heard


def test_focus_is_not_hidden_under_the_banner(new_calculator, patient):
    """Walking backwards, from below, every control comes to rest below what sticks to the top."""
    calculator = new_calculator(viewport={"width": 400, "height": 600})
    calculator.give(patient)
    calculator.page.locator("#add-difference").focus()
    hidden = []
    for _ in range(12):
        calculator.page.keyboard.press("Shift+Tab")
        top, edge, name = calculator.shadow(
            "[root.activeElement.getBoundingClientRect().top,"
            " root.querySelector('.sticky').getBoundingClientRect().bottom,"
            " root.activeElement.id || root.activeElement.textContent]"
        )
        if top < edge:
            hidden.append(name)

    assert [] == hidden
