"""Mutants: one change each of a module's source, found by Cosmic Ray's operators."""

import ast
import difflib
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.ast.ast_query import ASTQuery
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

OPERATORS = (
    # arithmetic
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBinaryOperator_Mul_Div",
    "ReplaceBinaryOperator_Div_Mul",
    "ReplaceBinaryOperator_FloorDiv_Div",
    "ReplaceBinaryOperator_Mod_Mul",
    "ReplaceBinaryOperator_Pow_Mul",
    "ReplaceBinaryOperator_LShift_RShift",
    "ReplaceBinaryOperator_RShift_LShift",
    # signs
    "ReplaceUnaryOperator_USub_UAdd",
    "ReplaceUnaryOperator_Delete_Invert",
    # bounds: each comparison with its boundary in or out
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_NotEq_Eq",
    "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_IsNot_Is",
    # conditions
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceUnaryOperator_Delete_Not",
    "AddNot",
    "ReplaceBinaryOperator_BitAnd_BitOr",
    "ReplaceBinaryOperator_BitOr_BitAnd",
    # constants: each number, one more and one less
    "NumberReplacer",
    # loops
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ZeroIterationForLoop",
)
"""Fixed before the first run. Left out: comparisons turned round (what kills a moved boundary or a
negated condition kills those), True and False (they stand for flags here, not in formulas),
exceptions, decorators and variables."""


ARITHMETIC = {"and_expr", "arith_expr", "expr", "power", "shift_expr", "term"}
"""Where an operator computes something, by the names of Python's grammar."""


@dataclass(frozen=True)
class Mutant:
    """One change of one line.

    Attributes
    ----------
    definition : str
        The function or class that is changed; empty at the top of the module.
    was, now : str
        The changed lines before and after, without indentation: what names a mutant, and stays
        the same when lines move.
    nth : int
        Which of those that are alike in all this, from 1.
    source : str
        The module's whole text, changed.
    """

    definition: str
    was: str
    now: str
    nth: int
    source: str

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What tells it from the module's other mutants."""
        return self.definition, self.was, self.now, self.nth

    def rank(self, seed: int) -> str:
        """Give its place in a random order that does not change when other code does."""
        return hashlib.sha256(repr((seed, *self.key)).encode()).hexdigest()


def find_mutants(path: Path) -> list[Mutant]:
    """Find all mutants of a module, in the order of their operators."""
    source = path.read_text("utf-8")
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for definition, changed in _changes(source):
        was, now = _changed_lines(source, changed)
        seen[definition, was, now] += 1
        found.append(Mutant(definition, was, now, seen[definition, was, now], changed))
    return found


def draw_mutants(found: list[Mutant], most: int, seed: int) -> list[Mutant]:
    """Give all mutants, or of more than `most` the first by their rank."""
    return sorted(found, key=lambda mutant: mutant.rank(seed))[:most]


def _changes(source: str) -> Iterator[tuple[str, str]]:
    nodes = list(ast_nodes(get_ast(source)))
    for name in OPERATORS:
        operator = get_operator(f"core/{name}")()
        places = [node for node in nodes for _ in operator.mutation_positions(node)]
        for occurrence, node in enumerate(places):
            changed = mutate_code(source, operator, occurrence)
            if _is_change(name, node) and _compiles(changed):
                yield ASTQuery(node).get_definition_name() or "", changed


def _is_change(name: str, node) -> bool:
    """Tell whether an operator stands where it computes: not in `(*, key)`, `{**all}`, `A | B`."""
    if "BinaryOperator" not in name:
        return True
    return node.parent.type in ARITHMETIC and not (node.value == "|" and _is_type(node))


def _is_type(node) -> bool:
    """Tell whether `|` stands in an annotation, or outside all functions, where it joins types."""
    while node.parent is not None:
        if node.type in {"param", "annassign"}:
            return True
        if node.parent.type == "funcdef":
            return node is node.parent.annotation
        node = node.parent
    return True


def _compiles(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _changed_lines(source: str, changed: str) -> tuple[str, str]:
    before, after = source.splitlines(), changed.splitlines()
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    differing = [block for block in blocks if block[0] != "equal"]
    _, start, _, new_start, _ = differing[0]
    _, _, end, _, new_end = differing[-1]
    return _joined(before[start:end]), _joined(after[new_start:new_end])


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())
