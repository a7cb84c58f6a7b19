import subprocess
import sys

REGISTRY = """age_years;sex;time_months;died;died_of_sarcoma;local_therapy
61;female;30,5;yes;yes;surgery
52;;12;yes;no;
47;male;60;no;;
70;male;8;yes;yes;sabr
"""

EXPECTED = """\
rows in the file                                           4
left out: local_therapy_not_surgery                        1
patients                                                   3

outcome
  overall_survival                  3 patients, 2 events
  cancer_specific_survival          3 patients, 1 event, 1 death of another cause

factor                                               unknown
  age_years                                           0 (0%)
  sex                                                1 (33%)
  local_therapy                                      2 (67%)

notice
  local_therapy: unknown in at least 40 % of the patients (2)
"""


def test_counts_are_printed_and_nothing_is_written(tmp_path):
    """In a process of its own, with warnings as errors."""
    (tmp_path / "registry.csv").write_text(REGISTRY)

    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "training", "check", "--registry", "registry.csv"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, EXPECTED, "") == (done.returncode, done.stdout, done.stderr)
    assert ["registry.csv"] == [path.name for path in tmp_path.iterdir()]
