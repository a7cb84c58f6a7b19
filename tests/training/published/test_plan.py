import math

import pytest

from models.terms import Level, Threshold
from training.published.evidence import load_external
from training.published.fits.coefficients import NormalPrior, Shrinkage
from training.published.plan import (
    DEFAULT_RECONSTRUCTIONS,
    GRID,
    SENSITIVITY_SHRINKAGES,
    cox_plan,
    published_scale_plan,
    term_of,
)


def contrast_of(published, name):
    return next(row for row in published.contrasts if row.name == name)


def test_terms_are_those_of_the_published_model_in_its_order(plan):
    """DFI > 12, local recurrence, nodules >= 2: boundaries as DESIGN states them."""
    expected = ["disease_free_interval_months > 12", "local_recurrence", "nodule_count >= 2"]

    assert expected == [term.name for term in plan.columns.terms]


def test_disease_free_interval_has_its_prior_and_the_others_are_shrunk_by_0_55(plan):
    """N(ln 0.60, 0.35^2), whose standard deviation is a judgement, and 0.55 for 15 candidates."""
    assert (NormalPrior(math.log(0.60), 0.35), Shrinkage(0.55), Shrinkage(0.55)) == plan.adjustments


def test_sensitivity_is_to_three_candidates_and_to_none():
    """0.81 and 1, the other two readings of the heuristic shrinkage factor (I28)."""
    assert (0.81, 1.0) == SENSITIVITY_SHRINKAGES


@pytest.mark.parametrize("shrinkage", SENSITIVITY_SHRINKAGES)
def test_another_shrinkage_leaves_the_prior(shrinkage, published, plan):
    """The sensitivity is to the shrinkage alone."""
    other = cox_plan(published, load_external(), seed=1, shrinkage=shrinkage)

    assert plan.adjustments[0] == other.adjustments[0]
    assert (Shrinkage(shrinkage),) * 2 == other.adjustments[1:]


def test_published_scale_adjusts_nothing(published, plan):
    """The same terms, anchor and scenarios, every coefficient as pooled."""
    scale = published_scale_plan(published, plan.seed)

    assert (Shrinkage(1.0),) * 3 == scale.adjustments
    assert (plan.columns, plan.anchor, plan.scenarios) == (
        scale.columns,
        scale.anchor,
        scale.scenarios,
    )


def test_baseline_is_anchored_at_the_published_survival_with_its_scenarios(plan):
    """0.629 with limits 0.51 and 0.75, and the means 0.629, 0.47 and 0.38 (I04)."""
    anchor = plan.anchor

    assert (0.629, 0.51, 0.75) == (anchor.survival, anchor.lower, anchor.upper)
    assert (0.629, 0.47, 0.38) == plan.scenarios


def test_grid_ends_where_the_publication_ends():
    """Month 60 is the only one with a published probability."""
    assert 60 == GRID.longest_month


def test_default_bundle_has_at_least_20_reconstructions():
    """Fewer would not show what the publication leaves open."""
    assert DEFAULT_RECONSTRUCTIONS >= 20


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("age_ge65", Threshold(factor="age_years", operator=">=", cut=65)),
        ("largest_nodule_gt3cm", Threshold(factor="largest_nodule_cm", operator=">", cut=3)),
        ("ecog_ge1", Threshold(factor="ecog", operator=">=", cut=1)),
        ("smoker", Level(factor="smoker", level=True)),
        ("extremity_primary", Level(factor="primary_site", level="extremity")),
    ],
)
def test_published_contrast_becomes_a_term(name, term, published):
    """A boundary becomes a threshold, an answer or a level becomes a level."""
    assert term == term_of(contrast_of(published, name))


def test_every_published_contrast_can_become_a_term(published):
    """All 15, each on its own factor."""
    assert [row.factor for row in published.contrasts] == [
        term_of(row).factor for row in published.contrasts
    ]


def test_number_without_a_boundary_is_refused(published):
    """`ecog == 1` would be a level of a number, which no term is."""
    row = contrast_of(published, "ecog_ge1").model_copy(update={"operator": "=="})

    with pytest.raises(TypeError, match="ecog_ge1"):
        term_of(row)
