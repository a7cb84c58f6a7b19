"""Replay protection: each token is accepted once."""

from heapq import heappop, heappush

MOST_TOKENS = 100_000


class SeenTokens:
    """Remembers tokens until they expire; of this process only, and never more than the most.

    When it is full, tokens are refused: forgetting one would let it be used again.
    """

    def __init__(self, most: int = MOST_TOKENS) -> None:
        self._most = most
        self._names: set[tuple[str, str]] = set()
        self._by_expiry: list[tuple[float, tuple[str, str]]] = []

    def admit(self, name: tuple[str, str], expiry: float, now: float) -> bool:
        """Record a token; False when it was used before, or when no more can be recorded."""
        while self._by_expiry and self._by_expiry[0][0] < now:
            self._names.discard(heappop(self._by_expiry)[1])
        if name in self._names or len(self._names) >= self._most:
            return False
        self._names.add(name)
        heappush(self._by_expiry, (expiry, name))
        return True
