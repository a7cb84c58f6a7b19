"""Compile models/kernels. Everything else about the build stands in pyproject.toml."""

from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

# Without checks: a kernel states the shapes of what it takes, and its callers prepare them.
DIRECTIVES = {
    "language_level": 3,
    "boundscheck": False,
    "wraparound": False,
    "initializedcheck": False,
    "cdivision": True,
}
# Nothing that ties what is compiled to this machine's processor (-march=native), since a wheel
# and an image run elsewhere, and nothing that changes a result (-ffast-math; multiplications fused
# with additions where a processor can). -g0: what is compiled
# would be five times as large with what a debugger reads.
GCC_OPTIONS = ["-O3", "-fno-math-errno", "-ffp-contract=off", "-g0"]
OPTIONS = {"unix": GCC_OPTIONS, "mingw32": GCC_OPTIONS}  # other compilers: as they come


class BuildKernels(build_ext):
    """Compile all kernels alike, and leave no C beside them."""

    def initialize_options(self) -> None:
        """Take the directives; C goes where object files go."""
        super().initialize_options()
        self.cython_directives = DIRECTIVES
        self.cython_c_in_temp = True

    def finalize_options(self) -> None:
        """Compile anew: by date alone, another Cython or other directives would go unnoticed."""
        super().finalize_options()
        self.force = True

    def build_extension(self, ext: Extension) -> None:
        """Add what the compiler in use understands."""
        ext.extra_compile_args = OPTIONS.get(self.compiler.compiler_type, [])
        super().build_extension(ext)


setup(
    cmdclass={"build_ext": BuildKernels},
    ext_modules=[
        Extension(".".join(source.with_suffix("").parts), [source.as_posix()])
        for source in sorted(Path("models/kernels").glob("*.pyx"))
    ],
)
