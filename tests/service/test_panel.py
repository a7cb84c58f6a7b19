"""The panel: settled once for a bundle, and never mistaken for another bundle's."""

import dataclasses

import pytest

from models.errors import Unsupported
from service.catalogue import read_catalogue
from service.panel import describe_bundle, panel_of

OUTCOME = "overall_survival"


def test_a_panel_is_settled_once(bundle):
    """For the same models of the same bundle in the same language."""
    english = read_catalogue()

    assert panel_of(bundle, english, OUTCOME, None) is panel_of(bundle, english, OUTCOME, None)
    assert panel_of(bundle, english, OUTCOME, ["cox"]) is panel_of(
        bundle, english, OUTCOME, ["cox"]
    )


def test_another_language_has_another_panel(bundle):
    """Its limitations are said in its own words."""
    for language in ("en", "de"):
        catalogue = read_catalogue(language)
        panel = panel_of(bundle, catalogue, OUTCOME, None)

        assert panel.wording.catalogue is catalogue
        assert describe_bundle(bundle, catalogue) == panel.description


def test_a_bundle_is_told_by_itself_and_not_by_its_hash(bundle):
    """Two that were read from the same folder may have been changed since."""
    changed = bundle.manifest.model_copy(update={"pulmet_version": "0.0.0"})
    other = dataclasses.replace(bundle, manifest=changed)
    english = read_catalogue()

    assert other.sha256 == bundle.sha256
    assert "0.0.0" == panel_of(other, english, OUTCOME, None).description["version"]
    assert "0.0.0" != panel_of(bundle, english, OUTCOME, None).description["version"]


def test_models_answer_in_the_order_asked(bundle):
    """Without names, all that are not experimental."""
    english = read_catalogue()
    named = panel_of(bundle, english, OUTCOME, ["forest", "cox"])
    default = panel_of(bundle, english, OUTCOME, None)

    assert ["forest", "cox"] == [model.name for model in named.models]
    assert [False] == [model.experimental for model in default.models]
    assert 60 == default.longest_month


@pytest.mark.parametrize("names", [["weibull"], ["cox", "cox"]])
def test_a_refusal_is_repeated(bundle, names):
    """Nothing is kept of a panel that cannot be."""
    for _ in range(2):
        with pytest.raises(Unsupported):
            panel_of(bundle, read_catalogue(), OUTCOME, names)
