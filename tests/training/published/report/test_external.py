from training.published.report.external import compare_series


def test_every_series_is_there(read, subject):
    """With its patients, its survival and its effect where it has one."""
    for row, series in zip(read.rows("external"), subject.external.series, strict=True):
        assert row[0].startswith(series.citation)
        assert series.population in row[0]
        assert str(series.n_patients) == row[1]
        survival = "" if series.survival_60 is None else f"{100 * series.survival_60:.1f} %"
        assert survival == row[2]
        ratio = series.effect.hazard_ratio if series.effect else None
        assert (f"{ratio:.2f}" if ratio else "") == row[4].split(" ")[0]


def test_series_behind_the_prior_are_marked(read, subject):
    """Those that the prior names, and its basis in words."""
    marked = [row[0] for row in read.rows("external") if row[-1] == "yes"]

    assert len(subject.external.dfi_prior.series) == len(marked)
    assert subject.external.dfi_prior.basis in read.text


def test_most_series_report_less(subject):
    """All but alveolar soft part sarcoma (77 %), of the 12 that give 5-year survival."""
    assert (11, 12) == compare_series(subject)
