from training.published.report.margins import NOT_RECONSTRUCTED, SPLITS


def test_every_published_count_is_there(read, published, numbers_in):
    """All levels of all margins, in whatever rows; each margin sums to the 110 patients."""
    rows = read.rows("margins")
    counts = sorted(int(n) for row in rows[2:] for n in numbers_in(row[1].replace("+", " ")))
    expected = sorted(n for margin in published.baseline for n in margin.counts.values())

    assert expected == counts
    assert 110 * len(published.baseline) == sum(counts)


def test_every_reconstructed_count_equals_the_published_one(read, numbers_in):
    """A row has one number, or says that it is not reconstructed."""
    rows = read.rows("margins")
    reconstructed = [row for row in rows if row[2] != NOT_RECONSTRUCTED]

    for row in reconstructed:
        assert [sum(numbers_in(row[1].replace("+", " ")))] == numbers_in(row[2])
    assert {"Histology"} == {row[0].split(":")[0] for row in rows if row not in reconstructed}


def test_age_stands_first_from_its_hazard_ratio(read):
    """The publication has no margin of it: 90 and 20 by the univariable table."""
    younger, older = read.rows("margins")[:2]

    assert ["Age: younger than 65 years", "90", "90"] == younger[:3]
    assert ["Age \N{GREATER-THAN OR EQUAL TO} 65 years", "20", "20"] == older[:3]


def test_every_margin_has_its_issues(read, published):
    """As the evidence record has them."""
    issues = {" ".join(margin.issues) for margin in published.baseline}

    assert issues <= {row[-1] for row in read.rows("margins")}


def test_every_split_is_of_a_margin_and_a_contrast(published):
    """A record that changes its names would otherwise lose its rows."""
    margins = {margin.name: margin for margin in published.baseline}
    contrasts = {contrast.name for contrast in published.contrasts}

    assert {"histology"} == margins.keys() - SPLITS.keys()
    for name, split in SPLITS.items():
        assert split.contrast in contrasts
        assert {*split.exposed, *split.missing} <= margins[name].counts.keys()
