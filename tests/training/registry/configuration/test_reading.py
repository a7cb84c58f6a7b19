import pytest

from models.factors import FACTORS
from training.registry.configuration import (
    Configuration,
    ConfigurationRefused,
    configuration_template,
    parse_configuration,
    read_configuration,
)
from training.registry.configuration.defaults import COX_TERMS, FOREST_FACTORS

COX = "[overall_survival.cox]\n"


def refusals_of(text):
    with pytest.raises(ConfigurationRefused) as refused:
        parse_configuration(text)
    return list(refused.value.faults)


def uncommented():
    """Give the template with every key in force."""
    lines = [line.removeprefix("# ") for line in configuration_template().splitlines()]
    keys = ("[", "]", "  {", "terms =", *Configuration.model_fields)
    keys += ("models", "penalty", "factors", "bags", "trees_per_bag", "min_samples_leaf")
    keys += ("max_features", "tuning_", "accepted_units")
    return "\n".join(line for line in lines if line.startswith(keys) and line != "seed")


def test_an_empty_file_is_the_default():
    """Nothing must be written."""
    assert Configuration() == parse_configuration("")


def test_the_template_changes_nothing_as_it_is():
    """Every key is a comment."""
    assert Configuration() == parse_configuration(configuration_template())


def test_the_template_shows_the_defaults():
    """Uncommented, it says what is done without it."""
    written = parse_configuration(uncommented())

    section = written.overall_survival
    assert COX_TERMS == section.cox.terms
    assert FOREST_FACTORS == section.forest.factors
    default = Configuration()
    assert default.seed == written.seed
    assert default.missing_allowed == written.missing_allowed
    plain = default.section_of("overall_survival").forest
    assert plain == section.forest.model_copy(update={"factors": None})


def test_the_template_names_every_key_of_the_first_level():
    """Nothing can be configured that it does not show."""
    text = configuration_template()

    missing = [name for name in Configuration.model_fields if name not in text]
    assert [] == missing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seed = -1", "seed: must be greater than or equal to 0"),
        ("seed = 1979-05-27", "seed: must be a valid integer"),
        ("longest_month = 6", "longest_month: must be greater than or equal to 12"),
        ("overall_survival = 3", "overall_survival: must be a table"),
        (COX + "terms = []", "overall_survival.cox.terms: must have at least 1 items"),
        (
            COX + 'penalty = "x"',
            "overall_survival.cox.penalty: must be 'auto' or must be a valid number",
        ),
        (
            COX + "penalty = nan",
            "overall_survival.cox.penalty: must be 'auto' or must be a finite number",
        ),
        (
            COX + 'penalti = "auto"',
            "overall_survival.cox: unknown key penalti; allowed: terms, penalty",
        ),
        (
            "[cancer_specific_survival.forest]",
            "cancer_specific_survival: unknown key forest; allowed: models, cox",
        ),
        (
            'outcomes = ["overall_survival"]\n[disease_free_survival]',
            "there is a table disease_free_survival, but outcomes does not name it",
        ),
        (
            '[registry]\naccepted_units = ["age_years"]',
            (
                "registry.accepted_units[0]: must be one of time_months, dfs_time_months, "
                "disease_free_interval_months, largest_nodule_cm"
            ),
        ),
    ],
)
def test_a_fault_names_its_key_and_what_is_allowed(text, expected):
    """One sentence for each."""
    assert [expected] == refusals_of(text)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (
            '{kind = "spline", factor = "smoker"}',
            "a spline needs a factor with numbers, and smoker has none",
        ),
        (
            '{kind = "level", factor = "age_years"}',
            "age_years has numbers: ask for a threshold, a linear term or a spline",
        ),
        ('{kind = "level", factor = "sex"}', "the level of sex must be one of female, male"),
        (
            '{kind = "level", factor = "smoker", level = "yes"}',
            "the level of smoker must be one of true, false",
        ),
        ('{kind = "spline", factor = "age_years", knots = [9, 5, 1]}', "the knots must rise"),
        (
            '{kind = "spline", factor = "age_years", knots = [9, 50, 130]}',
            "age_years lies within 0 and 120",
        ),
        (
            '{kind = "linear", factor = "radiological_response"}',
            (
                "radiological_response exists only after preoperative chemotherapy, so that no "
                "model can use it"
            ),
        ),
        (
            '{kind = "cubic", factor = "age_years"}',
            "kind must be one of threshold, level, linear, spline",
        ),
        ('{factor = "age_years"}', "kind must be one of threshold, level, linear, spline"),
        ("3", "must be a table"),
    ],
)
def test_a_term_must_suit_its_factor(term, expected):
    """The fault says where the term stands."""
    faults = refusals_of(f"{COX}terms = [{term}]")

    assert [f"overall_survival.cox.terms[0]: {expected}"] == faults


def test_a_key_within_a_term_is_named():
    """Without the names of what it could have been."""
    [fault] = refusals_of(COX + 'terms = [{kind = "spline", factor = "age_years", knots = 2}]')

    assert fault.startswith("overall_survival.cox.terms[0].knots: must be greater")


def test_an_unknown_factor_is_told_the_known_ones():
    """All but the responses."""
    [fault] = refusals_of(COX + 'terms = [{kind = "linear", factor = "height"}]')

    assert "height is no factor; allowed: age_years, sex" in fault
    assert len(FACTORS) - 2 == len(fault.split("allowed: ")[1].split(", "))


def test_every_fault_is_said_at_once():
    """Two wrong keys, two sentences."""
    assert 2 == len(refusals_of('seed = "x"\nlongest_month = 6'))


@pytest.mark.parametrize("content", [b"\xff\xfe", b"seed = ", b"[[[" * 9])
def test_a_file_that_is_not_toml_is_refused(tmp_path, content):
    """Without a traceback."""
    path = tmp_path / "configuration.toml"
    path.write_bytes(content)

    with pytest.raises(ConfigurationRefused):
        read_configuration(path)


def test_a_file_that_is_not_there_is_refused_by_its_name(tmp_path):
    """Without its folder."""
    with pytest.raises(ConfigurationRefused, match=r"^mine\.toml: cannot be read$"):
        read_configuration(tmp_path / "mine.toml")


def test_a_byte_order_mark_is_no_fault(tmp_path):
    """Some editors write one."""
    path = tmp_path / "configuration.toml"
    path.write_bytes(b"\xef\xbb\xbfseed = 7")

    assert 7 == read_configuration(path).seed
