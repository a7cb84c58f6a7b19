"""The tree of errors, and what their messages hold."""

import inspect

import pytest

from models import errors
from models.errors import Fault, InputError, NotApplicable, PulmetError


def drawn_tree():
    """Read the tree in the module's docstring: each error with its parent."""
    parents, at_depth = {}, {}
    for line in inspect.getdoc(errors).splitlines():
        name = line.strip("│├└─ ").split(" ")[0]
        if not name.isidentifier() or not hasattr(errors, name):
            continue
        depth = len(line) - len(line.lstrip("│├└─ "))
        above = [d for d in at_depth if d < depth]
        parents[name] = at_depth[max(above)] if above else "Exception"
        at_depth = {d: other for d, other in at_depth.items() if d < depth} | {depth: name}
    return parents


def test_the_drawn_tree_is_the_tree():
    """Every error of the module is drawn under its parent, and no other."""
    declared = {
        name: error.__base__.__name__
        for name, error in inspect.getmembers(errors, inspect.isclass)
        if issubclass(error, Exception)
    }

    assert declared == drawn_tree()


def test_everything_raised_on_purpose_has_one_root():
    """Whoever catches `PulmetError` catches them all."""

    assert all(issubclass(getattr(errors, name), PulmetError) for name in drawn_tree())


def test_an_input_error_carries_its_faults():
    """All of them, in order, from any iterable."""
    faults = (Fault("kaposi_sarcoma", "histology"), Fault("other", "sex"))

    assert faults == NotApplicable(iter(faults)).faults


def test_a_message_names_factor_or_field_and_code():
    """What broke the rule, and which rule; details are for those who speak to people."""
    error = InputError(
        [
            Fault("bilateral_with_one_nodule", "nodule_count"),
            Fault("horizon_unsupported", field="horizons_months/2", details={"highest": 60}),
        ]
    )
    expected = "nodule_count: bilateral_with_one_nodule; horizons_months/2: horizon_unsupported"

    assert expected == str(error)


def test_a_fault_cannot_be_changed():
    """Values are frozen."""
    with pytest.raises(AttributeError):
        Fault("code").code = "other"
