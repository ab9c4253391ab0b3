"""Passwords as Argon2id hashes, and the delay that makes guessing them slow."""

from datetime import timedelta
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pipeline.errors import UsageError
from pipeline.store import Person, Store
from pipeline.store.tables import now

LEAST_LENGTH, MOST_LENGTH = 10, 200
FREE_FAILURES = 5
"""So many failures cost nothing; each further one doubles the wait, up to LONGEST_WAIT."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=15)


class Passwords:
    """Hashes and checks passwords."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    def hashed(self, password: str) -> str:
        """A password as it is kept.

        Raises:
            UsageError: it is too short or too long.
        """
        if not LEAST_LENGTH <= len(password) <= MOST_LENGTH:
            raise UsageError("The password is too short or too long.", f"It takes {LEAST_LENGTH} to {MOST_LENGTH} characters.")
        return self._hasher.hash(password)

    def person(self, store: Store, name: str, password: str) -> Person | None:
        """Who comes in with this name and password; None where nobody does. The attempt is noted."""
        person = store.people.named(name)
        # a name that nobody has takes as long as one that somebody has
        right = self._right(person.password_hash if person else self._nobody, password) and person is not None and person.active
        store.people.note_attempt(name, succeeded=right)
        return person if right else None

    def wait(self, store: Store, name: str) -> timedelta:
        """How long nobody may try this name again."""
        failures, last = store.people.recent_failures(name, LONGEST_WAIT * 2)
        if failures < FREE_FAILURES or last is None:
            return timedelta(0)
        pause: timedelta = min(FIRST_WAIT * 2 ** min(failures - FREE_FAILURES, 20), LONGEST_WAIT)
        return max(last + pause - now(), timedelta(0))

    def _right(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password[:MOST_LENGTH])
        except (VerificationError, InvalidHashError):
            return False

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("nobody's password")
