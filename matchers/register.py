"""A register of known names."""

from collections.abc import Iterable
from typing import Self


class Register:
    """Known names."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        return cls(names)
