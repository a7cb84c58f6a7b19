"""An attacker who knows the rules computes what he can from everything that is shown."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from training.registry.description.description import describe
from training.registry.description.grouping import group_by, is_known
from training.registry.description.patients import FEWER_EVENTS, FEWER_PATIENTS, FEWER_WITHOUT
from training.registry.disclosure import coarse_share, show_count
from training.registry.report.description import describe_sections
from training.registry.report.page import Front, compose_registry_report

OUTCOME = "cancer_specific_survival"
SEEDS = range(6)


class System:
    """Whole numbers of patients, and what is known of their sums."""

    def __init__(self):
        self.n_cells = 0
        self.rows = []

    def cell(self):
        self.n_cells += 1
        return [self.n_cells - 1]

    def know(self, cells, low, high, minus=()):
        """Note that a sum of cells, less another, lies between two numbers."""
        self.rows.append((cells, minus, low, high))

    def know_shown(self, cells, shown):
        self.know(cells, *shown.limits)

    def range_of(self, cells):
        """Give the lowest and the highest sum that agrees with everything known."""
        matrix = np.zeros((len(self.rows), self.n_cells))
        for row, (plus, minus, _, _) in zip(matrix, self.rows, strict=True):
            np.add.at(row, plus, 1)
            np.subtract.at(row, list(minus), 1)
        low, high = (np.array([row[i] for row in self.rows]) for i in (2, 3))
        aim = np.bincount(cells, minlength=self.n_cells)
        found = [
            milp(
                sign * aim,
                constraints=LinearConstraint(matrix, low, high),
                integrality=np.ones(self.n_cells),
                bounds=Bounds(0, 1000),
            )
            for sign in (1, -1)
        ]
        assert all(solution.success for solution in found)
        return round(found[0].fun), round(-found[1].fun)


def both(pair):
    """Give the cells with the event and those without."""
    return [*pair[0], *pair[1]]


def attack(description, factor):
    """Write down all that is shown of one factor: cells by level, with the event and without."""
    ratios = next(f for f in description.univariable if f.factor == factor)
    curves = next(f for f in description.by_factor if f.factor == factor)
    table = next(f for f in description.table_one if f.factor == factor)
    system = System()
    cells = {row.label: (system.cell(), system.cell()) for row in ratios.rows}
    for row in ratios.rows:
        event, without = cells[row.label]
        system.know_shown(event + without, row.n)
        system.know_shown(event, row.events)
        for part, reason in (
            (event + without, FEWER_PATIENTS),
            (event, FEWER_EVENTS),
            (without, FEWER_WITHOUT),
        ):
            if row.note == reason:
                system.know(part, 0, 4)
        if row.estimate is not None or row.note == "reference":
            system.know(event, 5, np.inf)
            system.know(without, 5, np.inf)
    for curve in curves.curves:
        system.know_shown(cells[curve.label][0] + cells[curve.label][1], curve.n)
        system.know_shown(cells[curve.label][0], curve.events)
    for level in table.levels:
        if level.label in cells:
            system.know_shown(both(cells[level.label]), level.count)
    system.know_shown(both(cells["unknown"]), table.unknown)
    _know_the_wholes(system, description, cells, curves)
    return system, cells


def _know_the_wholes(system, description, cells, curves):
    everybody = [cell for pair in cells.values() for part in pair for cell in part]
    for shown in (description.n_patients, description.n_included, description.overall.n):
        system.know_shown(everybody, shown)
    system.know_shown([c for event, _ in cells.values() for c in event], description.overall.events)
    shown_curves = [curve for curve in curves.curves if curve.at_risk]
    before = {curve.label: both(cells[curve.label]) for curve in shown_curves}
    for year, whole in enumerate(description.overall.at_risk):
        at_risk = {c.label: system.cell() for c in shown_curves}
        rest = system.cell()
        for curve in shown_curves:
            system.know(before[curve.label], 0, np.inf, minus=at_risk[curve.label])
            if year < len(curve.at_risk):
                system.know_shown(at_risk[curve.label], curve.at_risk[year])
        system.know_shown(sum(at_risk.values(), rest), whole)
        before = at_risk


def true_counts(registry, factor):
    """Count patients by level, those with the event, and those without."""
    column = registry.factors[factor]
    event = registry.follow_up[OUTCOME].cause == 1
    groups = {g.label: g.members for g in group_by(factor, column).groups}
    groups["unknown"] = ~is_known(column)
    return {
        label: (int((members & event).sum()), int((members & ~event).sum()))
        for label, members in groups.items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_cell_can_be_computed(make, terms, seed):
    """Patients, events, those without: for each below 5, three values agree with what is shown."""
    registry = make(seed)
    description = describe(registry, OUTCOME, terms)
    n_small = 0
    for factor in (f.factor for f in description.univariable):
        system, cells = attack(description, factor)
        for label, (event, without) in true_counts(registry, factor).items():
            for cell, count in (
                (cells[label][0], event),
                (cells[label][1], without),
                (both(cells[label]), event + without),
            ):
                low, high = system.range_of(cell)
                assert low <= count <= high
                if 0 < count < 5:
                    n_small += 1
                    assert high - low >= 2, (factor, label)
    assert n_small > 5


@pytest.mark.parametrize("n_patients", range(10, 200))
def test_no_height_of_a_curve_tells_how_many_patients_there_are(n_patients):
    """The worst case: nobody is censored, and he knows that 5 died by each month that is told.

    Then survival is 1 - 5j / n, which gave n exactly; as shown, it is the same for every n that
    is rounded alike.
    """
    deaths = 5 * np.arange(n_patients // 5 - 1)
    nearest = show_count(n_patients).nearest
    shown = coarse_share(1 - deaths / n_patients, n_patients)

    assert (1 - deaths / nearest).tolist() == pytest.approx(shown.tolist())


def test_five_more_events_lie_between_the_months_of_a_curve(registry, description):
    """Counted in the patients themselves."""
    follow_up = registry.follow_up[OUTCOME]
    for factor in description.by_factor:
        groups = {
            g.label: g for g in group_by(factor.factor, registry.factors[factor.factor]).groups
        }
        for curve in factor.curves:
            members = groups[curve.label].members & (follow_up.cause == 1)
            months = follow_up.months[members]
            for after, until in zip(curve.months, curve.months[1:], strict=False):
                assert ((after < months) & (months <= until)).sum() >= 5


class Cells(HTMLParser):
    """The cells of every table, row by row."""

    def __init__(self):
        super().__init__()
        self.tables, self.inside = {}, False

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.rows = self.tables[dict(attrs)["id"]] = []
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in {"td", "th"}

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data.strip()


@pytest.fixture(scope="module")
def page(description):
    front = Front("A registry", "Overall", ("Not for clinical use.",), "pulmet")
    return compose_registry_report(front, describe_sections(description)).decode()


def test_every_count_of_the_page_is_coarse(page):
    """In each column of counts: `<5`, `withheld`, or a multiple of 5."""
    parser = Cells()
    parser.feed(page)
    counted = [
        row[column]
        for head, *rows in parser.tables.values()
        for column, heading in enumerate(head)
        if heading in {"n", "Events"}
        for row in rows
    ]

    assert len(counted) > 50
    assert [] == [c for c in counted if not re.fullmatch(r"|<5|withheld|[1-9]?\d*[05]", c)]
    assert "0" not in counted


def test_percentages_times_totals_are_multiples_of_five(description):
    """Of the counts as shown, so that they say nothing more."""
    for factor in description.table_one:
        for level in factor.levels:
            if level.share is not None:
                whole = level.count.nearest / level.share
                assert pytest.approx(0, abs=1e-9) == min(whole % 5, 5 - whole % 5)


def test_extreme_values_are_nowhere(page, description):
    """The oldest is 119, most nodules are 487; four sizes known are too few for a median."""
    sizes = next(f for f in description.table_one if f.factor == "largest_nodule_cm")

    assert not re.search(
        r"\b(119|487|29\.5)\b", re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
    )
    assert sizes.quartiles is None


def test_no_exact_number_of_the_registry_is_shown(page):
    """108 rows, 97 of 100 had surgery, the sex of 94 is known."""
    assert not re.search(r">(108|97|94)<", page)
