"""Prove that models/kernels can be compiled for this Python; on Debian, install what is missing.

It compiles three lines with the compiler and the headers that setup.py will use. Where that fails,
apt-get is tried; where it fails again, the compiler's own words say what is missing.
"""

import os
import shlex
import subprocess
import sys
import sysconfig

SOURCE = b"#include <Python.h>\nint major = PY_MAJOR_VERSION;\nPyObject *none = Py_None;\n"
PACKAGES = ("gcc", "libc6-dev", "python3-dev")


def find_fault() -> str | None:
    """Compile the three lines to nowhere; None where that works, else what went wrong."""
    compiler = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    headers = [f"-I{sysconfig.get_path(name)}" for name in ("include", "platinclude")]
    command = [*shlex.split(compiler), *headers, "-x", "c", "-c", "-o", os.devnull, "-"]
    try:
        done = subprocess.run(command, input=SOURCE, capture_output=True, check=False)
    except OSError as error:
        return str(error)
    return done.stderr.decode(errors="replace") if done.returncode else None


def install_packages() -> None:
    """Install Debian's compiler and headers where apt-get can; elsewhere do nothing."""
    install = ["install", "--yes", "--no-install-recommends", *PACKAGES]
    try:
        for command in (["update"], install):
            subprocess.run(["apt-get", "--quiet=2", *command], check=True)
    except (OSError, subprocess.CalledProcessError):
        return


def main() -> str | None:
    """Give None where the kernels can be compiled, else what to say before leaving with 1."""
    if find_fault() is not None:
        install_packages()
    fault = find_fault()
    version = ".".join(map(str, sys.version_info[:3]))
    needs = f"models/kernels needs a C compiler and the headers of Python {version}; install them"
    return None if fault is None else f"{fault.rstrip()}\n{needs}"


if __name__ == "__main__":
    sys.exit(main())
