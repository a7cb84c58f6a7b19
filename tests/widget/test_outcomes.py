"""A registry's bundle: each outcome in its own words and numbers, and nothing published."""

import dataclasses
import re

import pytest

from training.registry.configuration.reading import parse_configuration
from training.registry.pipeline import train_registry

OVERALL, CANCER, FREE = "overall_survival", "cancer_specific_survival", "disease_free_survival"

NAMES = {
    "en": ["Overall survival", "Cancer-specific survival", "Disease-free survival"],
    "de": ["Gesamtüberleben", "Krebsspezifisches Überleben", "Krankheitsfreies Überleben"],
    "es": [
        "Supervivencia global",
        "Supervivencia específica por cáncer",
        "Supervivencia libre de enfermedad",
    ],
    "zh-Hant": ["整體存活", "癌症特異存活", "無病存活"],
}
OUTCOMES = dict(zip([OVERALL, CANCER, FREE], NAMES["en"], strict=True))

# What each part says of an outcome, in English.
SAYS = {
    OVERALL: {
        "headline": "patients like this one are alive 5 years after the operation",
        "scale": "alive of 100",
        "curve": "Survival curve",
        "persons": [
            "alive even at the lower limit of the interval",
            "alive by the estimate, but not at the lower limit",
            "alive only at the upper limit",
            "not alive even at the upper limit",
        ],
        "drawing": "are alive even at the lower limit",
        "caption": "Alive of 100, by time after the operation",
        "median": "Half of such patients are predicted to live {median} months or longer.",
        "mean": "such patients live {mean} on average.",
        "interval": "for the average survival of such patients",
        "survived": "Already survived since the operation",
        "hint": "not known to be free of recurrence",
        "given": "patients like this one, alive after 12 months, are alive 5 years",
        "unconditional": "not of the one given survival so far",
    },
    CANCER: {
        "headline": (
            "patients like this one have not died of the sarcoma 5 years after the operation"
        ),
        "scale": "not dead of the sarcoma, of 100",
        "curve": "Curve of cancer-specific survival",
        "persons": [
            "not dead of the sarcoma even at the lower limit of the interval",
            "not dead of the sarcoma by the estimate, but dead of it at the lower limit",
            "not dead of the sarcoma only at the upper limit",
            "dead of the sarcoma even at the upper limit",
        ],
        "drawing": "have not died of the sarcoma even at the lower limit",
        "caption": "Not dead of the sarcoma, of 100, by time after the operation",
        "median": (
            "By {median} months after the operation, half of such patients are predicted to have "
            "died of the sarcoma."
        ),
        "mean": "death of the sarcoma takes {lost} from such patients on average.",
        "interval": "for the average cancer-specific survival of such patients",
        "survived": "Already survived since the operation",
        "hint": "not known to be free of recurrence",
        "given": (
            "patients like this one, alive after 12 months, have not died of the sarcoma 5 years"
        ),
        "unconditional": "not of the one given survival so far",
    },
    FREE: {
        "headline": (
            "patients like this one are alive and free of disease 5 years after the operation"
        ),
        "scale": "alive and free of disease, of 100",
        "curve": "Curve of disease-free survival",
        "persons": [
            "alive and free of disease even at the lower limit of the interval",
            "alive and free of disease by the estimate, but not at the lower limit",
            "alive and free of disease only at the upper limit",
            "relapsed or dead even at the upper limit",
        ],
        "drawing": "are alive and free of disease even at the lower limit",
        "caption": "Alive and free of disease, of 100, by time after the operation",
        "median": (
            "Half of such patients are predicted to live free of disease for {median} months or "
            "longer."
        ),
        "mean": "such patients live {mean} free of disease on average.",
        "interval": "for the average disease-free survival of such patients",
        "survived": "Already survived free of disease since the operation",
        "hint": "does not hold for one whose disease has come back",
        "given": (
            "patients like this one, alive and free of disease after 12 months, are alive and free "
            "of disease 5 years"
        ),
        "unconditional": "given survival free of disease so far",
    },
}

# What is counted, in the words of every other language.
KEY_WORDS = {
    "de": ["leben 5 Jahre", "nicht am Sarkom verstorben", "am Leben und krankheitsfrei"],
    "es": [
        "están vivos 5 años",
        "no han fallecido por el sarcoma",
        "están vivos y libres de enfermedad",
    ],
    "zh-Hant": ["年存活", "未因肉瘤死亡", "存活且無病"],
}

# What is true of the published evidence only.
PUBLISHED = re.compile(
    r"publish|reconstruct|\b110\b|veröffentlicht|rekonstru|publicad|reconstru|發表|重建",
    re.IGNORECASE,
)

SHORT = """
longest_month = 47
imputations = 1
outcomes = ["overall_survival", "disease_free_survival"]

[overall_survival]
models = ["cox"]

[disease_free_survival]
models = ["cox"]
"""


@pytest.fixture
def registry_calculator(new_registry_calculator):
    """Open the full page of the registry's bundle."""
    return new_registry_calculator()


@pytest.fixture(scope="module")
def short_folder(registry, tmp_path_factory):
    """Give a bundle with less than five years of follow-up."""
    folder = tmp_path_factory.mktemp("short") / "bundle"
    train_registry(registry, parse_configuration(SHORT), folder, n_jobs=1, tell=lambda _: None)
    return folder


@pytest.fixture
def short_calculator(short_folder, serving, calculators_of, tmp_path):
    """Open the full page of the bundle with less than five years of follow-up."""
    with serving(short_folder, tmp_path / "log") as url:
        yield calculators_of(url)


@pytest.fixture
def free_only_calculator(registry, serving, calculators_of, tmp_path):
    """Open the full page of a bundle with disease-free survival alone."""
    follow_up = {FREE: registry.follow_up[FREE], OVERALL: registry.follow_up[OVERALL]}
    configuration = SHORT.replace(f'"{OVERALL}", ', "").replace(
        f'[{OVERALL}]\nmodels = ["cox"]\n', ""
    )
    train_registry(
        dataclasses.replace(registry, follow_up=follow_up),
        parse_configuration(configuration),
        tmp_path / "bundle",
        n_jobs=1,
        tell=lambda _: None,
    )
    with serving(tmp_path / "bundle", tmp_path / "log") as url:
        yield calculators_of(url)


def everything_rendered(calculator):
    """Read every text that is shown or spoken, in print too.

    What a factor is, `GET /v1/factors` says: that no source tells former smokers from present ones
    is true with any bundle.
    """
    return calculator.shadow(
        "[...root.querySelectorAll('.frame, [aria-label]')].map((element) => {"
        " const copy = element.cloneNode(true);"
        " copy.querySelector('#patient-smoker-hint')?.remove();"
        " return `${copy.textContent} ${element.ariaLabel ?? ''}`; }).join(' ')"
    )


def lines_of(persons, horizon):
    """Give the headline's numbers."""
    alive, lower, upper, average = (
        persons(horizon[name]) for name in ("survival", "lower", "upper", "average")
    )
    return [
        f"About {alive} of 100",
        f"95 % interval: {lower} to {upper} of 100",
        f"Cohort average: {average} of 100",
    ]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_outcome_is_shown_with_the_numbers_of_the_service(
    registry_calculator, patient, persons, outcome
):
    registry_calculator.give(patient)
    if outcome != OVERALL:
        registry_calculator.predict(OUTCOMES[outcome])
    answer = registry_calculator.ask(patient, outcome=outcome)
    cox = answer["predictions"][0]
    rows = registry_calculator.part("table").locator("tbody tr").all()

    headline = registry_calculator.text("headline")
    assert [] == [line for line in lines_of(persons, cox["horizons"][-1]) if line not in headline]
    expected = [
        [
            f"{persons(p['horizons'][at]['survival'])} ({persons(p['horizons'][at]['lower'])} to "
            f"{persons(p['horizons'][at]['upper'])})"
            for p in answer["predictions"]
        ]
        for at in range(len(cox["horizons"]))
    ]
    assert expected == [[c.inner_text() for c in row.locator("td").all()[:-1]] for row in rows]
    assert answer["summary"] in registry_calculator.text("provenance")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_outcome_is_said_in_its_own_words(registry_calculator, patient, outcome):
    registry_calculator.give(patient)
    if outcome != OVERALL:
        registry_calculator.predict(OUTCOMES[outcome])
    cox = registry_calculator.ask(patient, outcome=outcome)["predictions"][0]
    says, text = SAYS[outcome], registry_calculator.text
    mean, last = round(cox["restricted_mean_months"]), cox["restricted_to_month"]
    counts = {"median": cox["median_months"], "mean": mean, "lost": last - mean}

    assert says["headline"] in text("headline")
    assert says["scale"] in text("headline")
    assert says["interval"] in text("headline")
    curve = registry_calculator.part("curve")
    assert says["curve"] == curve.locator("h4").inner_text()
    assert says["scale"] in curve.locator("svg").first.text_content()
    assert says["curve"] in curve.locator("svg").first.get_attribute("aria-label")
    legend = registry_calculator.part("persons").first.locator(".legend li span")
    assert says["persons"] == [re.sub(r"^\d+ ", "", entry) for entry in legend.all_inner_texts()]
    drawing = registry_calculator.part("persons").first.locator("svg[role=img]")
    assert says["drawing"] in drawing.get_attribute("aria-label")
    assert says["caption"] in text("table")
    assert says["median"].format(**counts) in text("table")
    assert f"Of the first {last} months" in text("table")
    assert says["mean"].format(**counts) in text("table")
    assert says["survived"] in text("form")
    assert says["hint"] in text("form")
    may_be_dead = "Some of them may have died of another cause." in text("headline")
    assert (outcome == CANCER) == may_be_dead


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_months_survived_are_said_as_the_outcome_counts_them(
    registry_calculator, patient, persons, outcome
):
    registry_calculator.give(patient)
    if outcome != OVERALL:
        registry_calculator.predict(OUTCOMES[outcome])
    with registry_calculator.answering():
        registry_calculator.page.get_by_role("slider").fill("12")
    cox = registry_calculator.ask(patient, outcome=outcome, survived_months=12)["predictions"][0]

    headline = registry_calculator.text("headline")
    assert SAYS[outcome]["given"] in headline
    assert [] == [line for line in lines_of(persons, cox["horizons"][-1]) if line not in headline]
    assert SAYS[outcome]["unconditional"] in registry_calculator.text("contributions")


def test_being_alive_is_not_taken_for_being_free_of_disease(registry_calculator, patient, persons):
    """A record tells that a patient is alive; that there is no disease, somebody must say."""
    registry_calculator.give(patient)
    with registry_calculator.answering():
        registry_calculator.page.evaluate(
            "document.querySelector('pulmet-survival').survivedMonths = 24"
        )
    registry_calculator.predict(OUTCOMES[FREE])
    unconditional = registry_calculator.ask(patient, outcome=FREE)["predictions"][0]["horizons"][-1]

    headline = registry_calculator.text("headline")
    assert f"About {persons(unconditional['survival'])} of 100" in headline
    assert "That the patient is alive after 24 months is not used in this answer" in headline
    with registry_calculator.answering():
        registry_calculator.page.evaluate(
            "document.querySelector('pulmet-survival').survivedDiseaseFreeMonths = 24"
        )
    assert "alive and free of disease after 24 months" in registry_calculator.text("headline")
    assert "is not used in this answer" not in registry_calculator.text("headline")


@pytest.mark.parametrize("language", KEY_WORDS)
def test_outcome_is_said_in_every_language(new_registry_calculator, patient, language):
    calculator = new_registry_calculator(f"/?language={language}")
    calculator.give(patient)
    shown = []
    for name in NAMES[language]:
        if name != NAMES[language][0]:
            calculator.predict(name)
        shown.append(calculator.text("headline"))
        assert [] == PUBLISHED.findall(everything_rendered(calculator))

    assert [] == [w for w, text in zip(KEY_WORDS[language], shown, strict=True) if w not in text]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_nothing_published_is_spoken_of(registry_calculator, patient, outcome):
    registry_calculator.give(patient)
    if outcome != OVERALL:
        registry_calculator.predict(OUTCOMES[outcome])
    text = everything_rendered(registry_calculator)

    assert [] == PUBLISHED.findall(text)
    assert "experimental" not in text
    assert 0 == registry_calculator.part("scenarios").count()
    banner = registry_calculator.text("banner")
    assert "Trained on a hospital's registry; not validated elsewhere." in banner


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_form_shows_the_factors_of_the_outcome_first(registry_calculator, outcome):
    if outcome != OVERALL:
        registry_calculator.predict(OUTCOMES[outcome])
    served = registry_calculator.page.request.get(f"{registry_calculator.url}/v1/models").json()
    models = [model for model in served["models"] if model["outcome"] == outcome]
    used = {factor for model in models for factor in model["factors"]}
    several = "Used by at least one of these models"

    shown = registry_calculator.shadow(
        "[...root.querySelectorAll('.form > .group:not(details) [id^=patient-]')]"
        ".map((field) => field.id.match(/^patient-([a-z_]+?)$/)?.[1]).filter(Boolean)"
    )
    assert used == set(shown)
    title = registry_calculator.part("form").locator("h4").first.inner_text()
    assert (several if len(models) > 1 else "Used by this model") == title


def test_models_that_answer_together_are_named(registry_calculator, patient, persons):
    """The forest of a registry is not experimental; no button asks for it."""
    registry_calculator.give(patient)
    _, forest = registry_calculator.ask(patient)["predictions"]

    row = registry_calculator.part("headline").locator(".row.second").inner_text()
    assert "This patient: Random survival forest" in row
    assert f"{persons(forest['horizons'][-1]['survival'])} (" in row
    assert "Cox model" == registry_calculator.part("headline").locator(".mark").inner_text()
    assert "Cox model: Half of such patients" in registry_calculator.text("table")
    assert 0 == registry_calculator.page.get_by_role("button", name="Compare with").count()


def test_average_is_told_from_a_prediction_model_by_model(registry_calculator):
    """The forest uses the primary site, the Cox model does not."""
    registry_calculator.give({"primary_site": "extremity"})

    headline = registry_calculator.text("headline")
    assert "Cox model: Cohort average, not an individual prediction" in headline
    assert "This patient: Random survival forest" in headline


def test_outcome_of_the_host_is_shown_and_told_in_events(registry_calculator, patient):
    page = registry_calculator.page
    page.evaluate(
        "() => { window.events = []; for (const name of ['pulmet-prediction', 'pulmet-problem'])"
        " document.addEventListener(name, ({ detail }) => window.events.push(detail.outcome)) }"
    )
    with registry_calculator.answering():
        page.evaluate(
            "o => document.querySelector('pulmet-survival').setAttribute('outcome', o)", CANCER
        )
    registry_calculator.give({**patient, "nodule_count": 1})
    registry_calculator.predict(OUTCOMES[FREE])

    assert [CANCER, CANCER, FREE] == page.evaluate("window.events")
    assert FREE == page.evaluate("document.querySelector('pulmet-survival').outcome")


def test_outcome_that_is_not_served_is_a_problem(registry_calculator):
    registry_calculator.page.evaluate(
        "document.querySelector('pulmet-survival').outcome = 'local_control'"
    )
    problem = registry_calculator.text("problem")

    assert f"not served. Allowed: {OVERALL}, {CANCER}, {FREE}." in problem
    assert 0 == registry_calculator.part("headline").count()


def test_new_outcome_is_heard(registry_calculator, patient):
    registry_calculator.give(patient)
    registry_calculator.predict(OUTCOMES[CANCER])
    heard = registry_calculator.hear()

    assert SAYS[CANCER]["headline"] in heard
    assert "Some of them may have died of another cause." in heard


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_any_outcome(
    new_registry_calculator, violations_of_axe, patient, outcome, scheme
):
    calculator = new_registry_calculator(color_scheme=scheme)
    calculator.give(patient)
    if outcome != OVERALL:
        calculator.predict(OUTCOMES[outcome])
    with calculator.answering():
        calculator.page.get_by_role("slider").fill("24")

    assert [] == violations_of_axe(calculator.page)


@pytest.mark.parametrize("language", NAMES)
def test_every_outcome_fits_a_narrow_page(
    new_registry_calculator, violations_of_axe, patient, language
):
    calculator = new_registry_calculator(
        f"/widget?language={language}", viewport={"width": 360, "height": 800}
    )
    calculator.give(patient)
    fits = []
    for name in NAMES[language]:
        if name != NAMES[language][0]:
            calculator.predict(name)
        fits.append(calculator.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        cut = calculator.shadow(
            "(({ top, bottom }) => [...root.querySelectorAll('.curve text.axis')]"
            ".map((text) => text.getBoundingClientRect())"
            ".filter((text) => text.top < top || text.bottom > bottom).length)"
            "(root.querySelector('.curve > svg').getBoundingClientRect())"
        )
        assert 0 == cut

    assert [True, True, True] == fits
    assert [] == violations_of_axe(calculator.page)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_paper_says_what_is_predicted(registry_calculator, patient, outcome):
    registry_calculator.give(patient)
    if outcome != OVERALL:
        registry_calculator.predict(OUTCOMES[outcome])
    registry_calculator.page.emulate_media(media="print")
    registry_calculator.page.locator("pulmet-survival .paper").wait_for()

    facts = " ".join(registry_calculator.page.locator(".facts").text_content().split())
    assert f"What is predicted: {OUTCOMES[outcome]}." in facts
    assert f"{SAYS[outcome]['survived']}: 0 months." in facts
    assert not registry_calculator.part("outcome").is_visible()


@pytest.mark.parametrize("language", NAMES)
def test_every_outcome_is_printed_on_one_page(new_registry_calculator, patient, language):
    calculator = new_registry_calculator(f"/?language={language}")
    calculator.give(patient)
    pages = []
    for name in NAMES[language]:
        if name != NAMES[language][0]:
            calculator.predict(name)
        paper = calculator.page.pdf(format="A4", prefer_css_page_size=True)
        pages.append(len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)))

    assert [1, 1, 1] == pages


def test_short_follow_up_has_the_horizons_that_it_carries(short_calculator, patient, persons):
    short_calculator.give(patient)
    cox = short_calculator.ask(patient)["predictions"][0]

    assert [12, 36] == [horizon["months"] for horizon in cox["horizons"]]
    choices = short_calculator.page.get_by_role("radiogroup", name="Time after the operation")
    assert ["1 year", "3 years"] == choices.locator("span").all_inner_texts()
    headline = short_calculator.text("headline")
    assert "are alive 3 years after the operation" in headline
    assert [] == [line for line in lines_of(persons, cox["horizons"][-1]) if line not in headline]
    assert "46" == short_calculator.page.get_by_role("slider").get_attribute("max")
    assert "Of the first 47 months" in short_calculator.text("table")
    ticks = short_calculator.part("curve").locator("text.tick[text-anchor=middle]")
    assert ["0", "1", "2", "3"] == ticks.all_text_contents()
    rendered = everything_rendered(short_calculator)
    assert "5 years" not in rendered
    assert "60 months" not in rendered


def test_months_survived_reach_the_longest_month(short_calculator, patient, persons):
    """Where no default horizon lies behind, the longest month is the one."""
    short_calculator.give(patient)
    with short_calculator.answering():
        short_calculator.page.get_by_role("slider").fill("46")
    (horizon,) = short_calculator.ask(patient, survived_months=46)["predictions"][0]["horizons"]

    assert 47 == horizon["months"]
    assert f"About {persons(horizon['survival'])} of 100" in short_calculator.text("headline")
    assert "alive after 46 months, are alive 47 months" in short_calculator.text("headline")


def test_bundle_without_overall_survival_shows_what_it_has(free_only_calculator, patient):
    free_only_calculator.give(patient)

    assert 0 == free_only_calculator.part("outcome").count()
    assert "are alive and free of disease 3 years" in free_only_calculator.text("headline")
    glance = free_only_calculator.page.locator(".glance").text_content()
    assert "Disease-free survival" in glance


def test_published_evidence_has_no_outcome_to_choose(calculator, patient):
    calculator.give(patient)

    assert 0 == calculator.part("outcome").count()
    assert "What is predicted" not in everything_rendered(calculator)
    assert OVERALL == calculator.page.evaluate("document.querySelector('pulmet-survival').outcome")
    banner = calculator.text("banner")
    assert "Trained on evidence reconstructed from published tables." in banner
