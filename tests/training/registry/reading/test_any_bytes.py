"""Whatever the file holds, there is an answer."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from training.__main__ import main

CELLS = st.sampled_from(
    [
        "",
        "1",
        "0",
        "yes",
        "no",
        "-1",
        "3,5",
        "1e5",
        "2001-02-03",
        "2000-02-30",
        "x",
        '"',
        "NA",
        "600",
    ]
)
HEADERS = st.lists(
    st.sampled_from(
        [
            "age_years",
            "sex",
            "nodule_count",
            "laterality",
            "complete_resection",
            "time_months",
            "died",
            "died_of_sarcoma",
            "dfs_time_months",
            "relapsed_or_died",
            "date_operation",
            "date_last_follow_up",
            "date_relapse",
            "date_birth",
            "patient_id",
            "x",
            "",
        ]
    ),
    min_size=1,
)
TABLES = HEADERS.flatmap(
    lambda header: st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header))).map(
        lambda rows: "\n".join(",".join(row) for row in [header, *rows]).encode()
    )
)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(content=st.one_of(st.binary(), st.text().map(str.encode), TABLES), exclude=st.booleans())
def test_whatever_the_bytes_the_answer_is_0_or_2(tmp_path_factory, content, exclude):
    path = tmp_path_factory.getbasetemp() / "whatever.csv"
    path.write_bytes(content)

    code = main(["check", "--registry", str(path), *["--exclude-faulty-rows"] * exclude])

    assert code in (0, 2)
