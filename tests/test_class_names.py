"""A class name stands once in the repository, so that it means one thing wherever it is read."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOT_OURS = {"build", "dist", "node_modules", "bundles"}
"""Nor what is hidden, the checks in `.ci` apart."""


def python_files(folder):
    """Give the Python files below a folder, environments and what was built left out."""
    for path in sorted(folder.iterdir()):
        is_hidden = path.name.startswith(".") and path.name != ".ci"
        if path.is_dir() and path.name not in NOT_OURS and not is_hidden:
            yield from python_files(path)
        elif path.suffix == ".py":
            yield path


def repeated_class_names(folder):
    """Give the names of classes that stand twice, nested ones included, and where."""
    places = defaultdict(list)
    for path in python_files(folder):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{path.relative_to(folder)}:{node.lineno}")
    return {name: found for name, found in places.items() if len(found) > 1}


def test_a_class_name_stands_once():
    """In the programs, their tests, the studies and the benchmarks."""
    assert {} == repeated_class_names(ROOT)


def test_a_name_that_stands_twice_is_found(tmp_path):
    """In two files, or in one, nested or not."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "one.py").write_text("class Known:\n    class Kind:\n        pass\n")
    (tmp_path / "two.py").write_text(
        "def f():\n    class Known:\n        pass\n\nclass Other: ...\n"
    )
    (tmp_path / ".venv-x").mkdir()
    (tmp_path / ".venv-x" / "three.py").write_text("class Other: ...\n")

    assert {"Known": ["models/one.py:1", "two.py:2"]} == repeated_class_names(tmp_path)
