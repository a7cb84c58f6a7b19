"""What the figures were taken on: processor, memory, versions; no names and no paths."""

import os
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = (
    "numpy",
    "scikit-learn",
    "scikit-survival",
    "shap",
    "survshap",
    "numba",
    "fastapi",
    "starlette",
    "uvicorn",
    "pydantic",
    "httptools",
    "uvloop",
)


def describe_machine() -> str:
    """Describe the machine in a few lines of Markdown."""
    installed = ", ".join(f"{name} {found}" for name in LIBRARIES if (found := _version(name)))
    return (
        f"- {_processor()}, {os.cpu_count()} cores, {_memory_gb():.0f} GB of memory\n"
        f"- Linux {platform.release().split('-')[0]}, Python {platform.python_version()}\n"
        f"- {installed}\n"
    )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    info = Path("/proc/cpuinfo").read_text("utf-8")
    named = re.search(r"^model name\s*:\s*(.+)$", info, re.MULTILINE)
    return named[1].strip() if named else platform.machine()


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
