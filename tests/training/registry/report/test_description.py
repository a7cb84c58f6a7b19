"""The sections on a registry's patients, as a page."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from models.terms import Columns, Level, Linear
from training.registry.description.description import describe
from training.registry.registry import FlowStep, FollowUp, Registry
from training.registry.report.description import describe_sections
from training.registry.report.page import Front, compose_registry_report
from training.report.section import Section

FRONT = Front("What <b>registry</b>", "lead", ("Not for clinical use.",), "pulmet")
TERMS = Columns((Level(factor="local_recurrence", level=True), Linear(factor="age_years")))


@pytest.fixture(scope="module")
def described():
    """A hundred patients, two causes of death."""
    generator = np.random.default_rng(2)
    months = np.ceil(generator.exponential(40, 100)).astype(np.int64)
    recurrence = np.array([bool(i % 2) for i in range(100)], dtype=object)
    follow_up = FollowUp(months, np.arange(100) % 3, np.ones(100, dtype=bool))
    registry = Registry(
        107,
        {"local_recurrence": recurrence, "age_years": generator.normal(55, 10, 100)},
        {"cancer_specific_survival": follow_up},
        (FlowStep("not_applicable", 7),),
        "0" * 64,
    )
    return describe(registry, "cancer_specific_survival", TERMS)


@pytest.fixture(scope="module")
def html(described):
    return compose_registry_report(FRONT, describe_sections(described)).decode()


def test_sections_stand_in_their_order(described):
    """All five where there is something to show in each."""
    assert ["patients", "survival-curves", "cumulative-incidence", "ratios", "constancy"] == [
        section.name for section in describe_sections(described)
    ]


def test_ids_are_unique_and_anchors_resolve(html):
    """Pictures included."""
    ids = re.findall(r'\sid="([^"]+)"', html)
    references = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', html)

    assert len(ids) == len(set(ids))
    assert {one or other for one, other in references} <= set(ids)


def test_page_is_balanced_and_loads_nothing(html):
    """Every element is closed in its turn; no script, no address."""
    opened = []

    class Balance(HTMLParser):
        def handle_starttag(self, tag, _):
            assert tag not in {"script", "link", "img", "iframe"}
            if tag not in {"meta", "br", "hr"}:
                opened.append(tag)

        def handle_startendtag(self, tag, _):
            pass

        def handle_endtag(self, tag):
            assert tag == opened.pop()

    Balance().feed(html)

    assert [] == opened
    assert not re.search(r"https?://(?!www\.w3\.org)", html)


def test_every_curve_has_its_numbers_at_risk(html):
    """All patients, then each level of each factor: five groups with a hundred or fifty."""
    assert 3 == html.count("At risk (nearest multiple of 5)")


def test_same_description_gives_the_same_bytes(html, described):
    """Composed once more."""
    assert html == compose_registry_report(FRONT, describe_sections(described)).decode()


def test_markup_is_shown_not_run(html):
    """In the title, and in a paragraph of a section."""
    section = Section("one", "One", ("<i>two</i>",))

    assert "&lt;b&gt;registry&lt;/b&gt;" in html
    assert b"&lt;i&gt;two&lt;/i&gt;" in compose_registry_report(FRONT, (section,))


def test_estimates_are_those_of_the_description(html, described):
    """The model's hazard ratios, with limits."""
    for row in described.multivariable.rows:
        told = row.estimate
        assert f"{told.ratio:.{told.digits}f} ({told.lower:.{told.digits}f} to " in html
