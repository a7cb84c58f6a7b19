"""Results of trials, kept in a file so that a run that was interrupted goes on."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from mutants import Mutant
from trials import Outcome

HERE = Path(__file__).parent


@dataclass(frozen=True)
class TrialResult:
    """What became of one mutant."""

    module: str
    definition: str
    was: str
    now: str
    nth: int
    outcome: Outcome

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What names the mutant, in this tree and after lines have moved."""
        return self.module, self.definition, self.was, self.now, self.nth


class Results:
    """The results so far, of one state of the tree."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._found: dict[tuple[str, str, str, str, int], TrialResult] = {}
        if file.exists():
            for line in file.read_text("utf-8").splitlines():
                content = json.loads(line)
                result = TrialResult(**{**content, "outcome": Outcome(**content["outcome"])})
                self._found[result.key] = result

    def find(self, module: str, mutant: Mutant) -> TrialResult | None:
        """Give what became of a mutant, if it was tried."""
        return self._found.get((module, *mutant.key))

    def add(self, module: str, mutant: Mutant, outcome: Outcome) -> TrialResult:
        """Keep what became of a mutant."""
        result = TrialResult(module, *mutant.key, outcome)
        self._found[result.key] = result
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(result)) + "\n")
        return result


def digest(root: Path, names: tuple[str, ...]) -> str:
    """Give a name for the state of all that a trial depends on, this folder apart."""
    found = hashlib.sha256()
    for name in names:
        top = root / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.suffix in {".py", ".pyx", ".toml", ".json", ".csv"} and path.parent != HERE:
                found.update(str(path.relative_to(root)).encode())
                found.update(path.read_bytes())
    return found.hexdigest()[:12]
