"""What wrk reports."""

import pytest

from benchmarks.wrk import Load, LoadFailed, read_report

REPORT = (
    '{{"requests": 600, "microseconds": 3000000, "refused": {refused}, "broken": {broken}, '
    '"median": 1500, "p99": 4000}}\n'
)


def test_the_report_is_the_last_line():
    """What wrk writes of itself stands before it."""
    output = "Running 3s test\n" + REPORT.format(refused=0, broken=0)

    assert Load(600, 3.0, 1.5, 4.0) == read_report(output)
    assert 200.0 == read_report(output).each_second


@pytest.mark.parametrize(("refused", "broken"), [(1, 0), (0, 1)])
def test_a_load_with_failures_is_no_figure(refused, broken):
    """Fast refusals would look like fast answers."""
    with pytest.raises(LoadFailed, match="not every request was answered"):
        read_report(REPORT.format(refused=refused, broken=broken))
