"""Each module is tested in the file of its own name, or `mirror.toml` says where it is tested.

What it says is held to the code: the file exists, and what it imports, the fixtures of its folder
included, leads to the module.
"""

import ast
import tomllib
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("models", "pulmet", "service", "studies", "training")
ELSEWHERE = tomllib.loads((ROOT / "tests" / "mirror.toml").read_text(encoding="utf-8"))
MODULES = sorted(
    path.relative_to(ROOT)
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if path.name != "__init__.py"
)


def mirror_of(module):
    """Give the test file of a module's own name."""
    return ROOT / "tests" / module.parent / f"test_{module.stem.strip('_')}.py"


def dotted(module):
    return ".".join(module.with_suffix("").parts)


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph(*PACKAGES)


def modules_named_in(path, graph):
    """Give the modules of ours that a test file, or a conftest above it, imports."""
    shared = [folder / "conftest.py" for folder in path.parents if ROOT in folder.parents]
    named = set()
    for file in [path, *(one for one in shared if one.exists())]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                named |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
            elif isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
    return named & graph.modules


def test_each_module_has_a_test_file_or_says_where_it_is_tested():
    """One way or the other, and not both; nothing is said of a module that is gone."""
    without = {module.as_posix() for module in MODULES if not mirror_of(module).exists()}

    assert without == set(ELSEWHERE)


@pytest.mark.parametrize(("module", "tests"), ELSEWHERE.items(), ids=ELSEWHERE)
def test_a_module_is_reached_from_where_it_is_said_to_be_tested(module, tests, graph):
    """By imports, of whatever length."""
    target = dotted(Path(module))

    assert tests
    for test in tests:
        named = modules_named_in(ROOT / test, graph)
        assert any(one == target or graph.chain_exists(one, target) for one in named), test
