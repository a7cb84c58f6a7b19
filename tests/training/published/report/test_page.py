import re
from itertools import pairwise

import pytest

from training.published.evidence import load_issues
from training.published.report import compose_report


def test_same_subject_gives_the_same_bytes(subject, bundle):
    """Composed again from what the bundle holds, it is the file in the bundle."""
    assert bundle.report == compose_report(subject)


def test_page_is_well_formed(read):
    """Every element is closed in its turn, and there is one of what there must be one of."""
    tags = [tag for tag, _ in read.elements]

    assert [1] * 6 == [tags.count(tag) for tag in ("html", "head", "title", "body", "main", "h1")]
    assert "en" == dict(read.elements[0][1])["lang"]


def test_headings_do_not_skip_a_level(read):
    """A heading is at most one level below the one before."""
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch(r"h\d", tag)]

    assert 1 == levels[0]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_anchors_resolve(read):
    """Pictures included, whose parts refer to one another."""
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    text = " ".join(f"{value}" for _, attributes in read.elements for value in attributes.values())
    references = {
        value[1:]
        for _, attributes in read.elements
        for name, value in attributes.items()
        if name == "href" and value.startswith("#")
    }
    labels = {a["aria-labelledby"] for _, a in read.elements if "aria-labelledby" in a}

    assert len(ids) == len(set(ids))
    assert references | labels | set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)


def test_page_loads_and_runs_nothing(page, read):
    """No script, no style sheet, no picture, no frame from anywhere; DOIs are links only."""
    tags = {tag for tag, _ in read.elements}
    addresses = [
        value
        for _, attributes in read.elements
        for name, value in attributes.items()
        if name in {"src", "href", "srcset", "action", "data", "poster"} and value[0] != "#"
    ]
    handlers = [name for _, attributes in read.elements for name in attributes if name[:2] == "on"]

    assert set() == tags & {"script", "link", "iframe", "object", "embed", "img", "form", "base"}
    assert {"https://doi.org/10.3389/fsurg.2024.1470784"} == set(addresses)
    assert [] == handlers
    assert not re.search(r"@import|url\((?!#)|javascript:", page)


def test_every_table_has_a_caption_and_scopes(read):
    """As many captions as tables; every heading of a table says what it heads."""
    tags = [tag for tag, _ in read.elements]
    scopes = {attributes.get("scope") for tag, attributes in read.elements if tag == "th"}

    assert tags.count("table") == tags.count("caption") == len(read.tables)
    assert {"col", "colgroup", "row"} == scopes


def test_every_row_of_a_table_is_as_long_as_its_head(read):
    """No cell is missing."""
    for name, rows in read.tables.items():
        body = read.rows(name)
        head = rows[len(rows) - len(body) - 1]
        assert {len(head)} == {len(row) for row in body}, name


def test_every_picture_is_described(read):
    """In words, with numbers, for those who do not see it."""
    pictures = [attributes for tag, attributes in read.elements if tag == "svg"]

    assert 5 == len(pictures)
    for attributes in pictures:
        assert "img" == attributes["role"]
        assert re.search(r"\d", attributes["aria-label"])


def test_colours_of_pictures_are_the_page_s(page):
    """No placeholder is left, so that dark and print are right too."""
    assert not re.search(r"#0[1-7]0[2-8]0[3-9]\b", page)
    assert "var(--cox)" in page


def test_page_says_what_it_is_not(read, bundle):
    """Not for clinical use, no treatment recommended, no discrimination computed."""
    assert "Not for clinical use." in read.text
    assert "it recommends no treatment" in read.text
    assert bundle.manifest.training["metrics_note"] in read.text
    assert not re.search(r"c-index|concordance|AUC", read.text, re.IGNORECASE)


def test_page_names_the_interval(read):
    """In the agreed words."""
    assert "95 % interval for the average survival of such patients, given this model" in read.text


def test_every_limitation_is_there_in_full(read, bundle):
    """Code and message."""
    for limitation in bundle.manifest.limitations:
        assert limitation.code in read.text
        assert limitation.message in read.text


def test_every_issue_is_there_in_full(read):
    """In the order of their ids, each with an anchor of its own."""
    ids = {attributes["id"] for tag, attributes in read.elements if tag == "tr" and attributes}
    expected = [
        [issue.id, issue.topic.replace("_", " "), issue.severity, issue.finding, issue.action]
        for issue in load_issues()
    ]

    assert expected == read.rows("issues")
    assert {issue.id for issue in load_issues()} == ids


def test_facts_are_the_manifest_s(read, bundle):
    """Seed, number of reconstructions, versions, hashes of the arrays."""
    facts = dict(read.rows("facts"))
    manifest = bundle.manifest

    assert str(manifest.training["seed"]) == facts["Seed"]
    assert str(manifest.training["n_reconstructions"]) == facts["Reconstructions (K)"]
    for name, version in manifest.libraries.items():
        assert f"{name} {version}" in facts["Libraries"]
    for name, sha256 in manifest.files.items():
        if name != manifest.report:
            assert sha256 == facts[f"SHA-256 of {name}"]


def test_page_holds_no_time_and_no_path(page, bundle_folder):
    """What would change from run to run."""
    assert not re.search(r"\d{4}-\d{2}-\d{2}T|\d{2}:\d{2}:\d{2}", page)
    assert str(bundle_folder.parent) not in page
    assert "/home/" not in page


def test_page_is_small(page):
    """Less than 1.5 MB, so that the bundle stays below 5 MB."""
    assert len(page.encode()) < 1_500_000


@pytest.fixture(scope="module")
def hostile(subject):
    """A report on evidence in which somebody has written markup."""
    markup = '<script>alert("x")</script>'
    first, *others = subject.issues
    series, *more = subject.external.series
    told = {
        "published": subject.published.model_copy(update={"title": markup}),
        "issues": (first.model_copy(update={"finding": markup}), *others),
        "external": subject.external.model_copy(
            update={"series": (series.model_copy(update={"citation": markup}), *more)}
        ),
    }
    return compose_report(type(subject)(**{**vars(subject), **told})).decode()


def test_markup_in_the_evidence_is_shown_not_run(hostile):
    """In a title, a finding, and a citation that stands in two tables."""
    assert "<script" not in hostile
    assert 4 == hostile.count("&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;")
