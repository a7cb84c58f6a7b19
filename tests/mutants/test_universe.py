"""What `make mutants` is told names modules, tests and lines that are there."""

import tomllib
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def read(name):
    return tomllib.loads((HERE / name).read_text("utf-8"))


def modules_of(universe):
    return universe["quick"]["modules"] | universe["slow"]["modules"]


def test_every_module_and_every_test_of_the_universe_is_there():
    modules = modules_of(read("universe.toml"))
    named = {*modules, *(test for tests in modules.values() for test in tests)}

    assert modules
    assert [] == sorted(path for path in named if not (ROOT / path).is_file())


def test_no_module_is_tried_without_tests():
    modules = modules_of(read("universe.toml"))

    assert [] == [module for module, tests in modules.items() if not tests]


def test_every_reason_is_about_a_line_of_its_module():
    modules = modules_of(read("universe.toml"))
    gone = []
    for module, entries in read("reasons.toml").items():
        source = " ".join((ROOT / module).read_text("utf-8").split())
        gone += [(module, entry["was"]) for entry in entries if entry["was"] not in source]
        assert module in modules

    assert [] == gone
