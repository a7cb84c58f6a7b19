"""The interpreter of a program that serves."""

import subprocess
import sys

SETTLED = """
import gc, sys
from service.interpreter import tune_interpreter
frozen, usual, interval = gc.get_freeze_count(), gc.get_threshold()[0], sys.getswitchinterval()
tune_interpreter()
threshold = gc.get_threshold()[0]
print(frozen, interval, gc.get_freeze_count() > 1000, usual < threshold, threshold)
print(sys.getswitchinterval())
"""


def test_garbage_is_sought_seldom_and_not_in_what_was_made_before_and_threads_give_way():
    """In a process of its own: it holds for a whole process. The usual threshold is Python's."""
    done = subprocess.run(
        [sys.executable, "-c", SETTLED], capture_output=True, text=True, check=True
    )

    assert ["0 0.005 True True 10000", "0.001"] == done.stdout.splitlines()
