"""A sighting: which account came with which file, and which number and name stand on it. Other cases are compared with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sighting:
    """One document of one case.

    `account`: the account's verified name; empty where the application does not give it.
    `number`, `name`: of the document's owner; each is empty unless it was read surely.
    """

    case_id: str
    account: str
    file_sha256: str
    number: str
    name: str
