"""People, their sessions and tokens. A new password or role is a further row; a secret is kept as its SHA-256 only."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine, Select, func, select

from pipeline.errors import UsageError
from pipeline.store.desk_records import Person, Role, Session, Token
from pipeline.store.desk_tables import login_attempts, people, person_states, session_ends, sessions, token_ends, tokens
from pipeline.store.engine import reading, writing
from pipeline.store.tables import now


class People:
    """Accounts of the dashboard."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, name: str, role: Role, password_hash: str, *, only_first: bool = False) -> Person:
        """Adds a person.

        Raises:
            UsageError: there is one of that name; with `only_first`, there is anybody.
        """
        with writing(self._engine, lock="people") as connection:
            if only_first and connection.scalar(select(func.count()).select_from(people)):
                raise UsageError("There is an account already.", "Log in with it.")
            if connection.scalar(select(people.c.id).where(people.c.name == name)) is not None:
                raise UsageError(f"There is a person {name!r} already.", "Choose another name, or change that one: signmatch users set.")
            key = connection.execute(people.insert().values(name=name)).inserted_primary_key
            assert key is not None
            state = {"person_id": key[0], "role": role.value, "password_hash": password_hash, "active": True}
            connection.execute(person_states.insert().values(state))
        return self._known(name)

    def change(self, name: str, *, role: Role | None = None, password_hash: str | None = None, active: bool | None = None) -> Person:
        """Gives a person another role, password or standing; their open sessions end where they may no longer come in.

        Raises:
            UsageError: there is no such person.
        """
        person = self._known(name)
        state = {
            "person_id": person.id,
            "role": (role or person.role).value,
            "password_hash": password_hash or person.password_hash,
            "active": person.active if active is None else active,
        }
        with writing(self._engine, lock="people") as connection:
            connection.execute(person_states.insert().values(state))
            if password_hash or active is False:
                ended = select(session_ends.c.session_id)
                for number in connection.scalars(
                    select(sessions.c.id).where(sessions.c.person_id == person.id, sessions.c.id.not_in(ended))
                ).all():
                    connection.execute(session_ends.insert().values(session_id=number))
        return self._known(name)

    def named(self, name: str) -> Person | None:
        return self._one(_persons().where(people.c.name == name))

    def all(self) -> list[Person]:
        with reading(self._engine) as connection:
            return [_person(row) for row in connection.execute(_persons().order_by(people.c.name))]

    def any(self) -> bool:
        with reading(self._engine) as connection:
            return connection.scalar(select(people.c.id).limit(1)) is not None

    # Logging in

    def note_attempt(self, name: str, *, succeeded: bool) -> None:
        with writing(self._engine) as connection:
            connection.execute(login_attempts.insert().values(name=name[:100], succeeded=succeeded))

    def recent_failures(self, name: str, within: timedelta) -> tuple[int, datetime | None]:
        """How often a name failed since it last came in, and when it last did."""
        columns = login_attempts.c
        with reading(self._engine) as connection:
            last_success = select(func.max(columns.id)).where(columns.name == name[:100], columns.succeeded).scalar_subquery()
            failed = (columns.name == name[:100], ~columns.succeeded, columns.id > func.coalesce(last_success, 0))
            query = select(func.count(), func.max(columns.created_at)).where(*failed, columns.created_at > now() - within)
            count, last = connection.execute(query).one()
        return count, last

    def begin_session(self, person: Person, secret: str, csrf: str, lasts: timedelta) -> None:
        row = {"person_id": person.id, "secret_hash": _hashed(secret), "csrf": csrf, "until": now() + lasts}
        with writing(self._engine) as connection:
            connection.execute(sessions.insert().values(row))

    def session(self, secret: str) -> Session | None:
        """The session of a cookie, unless it ended or its person may no longer come in."""
        query = (
            _persons(sessions.c.id.label("session_id"), sessions.c.csrf)
            .join(sessions, sessions.c.person_id == people.c.id)
            .outerjoin(session_ends, session_ends.c.session_id == sessions.c.id)
            .where(sessions.c.secret_hash == _hashed(secret), sessions.c.until > now(), session_ends.c.session_id.is_(None))
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return Session(row.session_id, _person(row), row.csrf) if row and row.active else None

    def end_session(self, session_id: int) -> None:
        with writing(self._engine, lock=f"session {session_id}") as connection:
            if connection.scalar(select(session_ends.c.session_id).where(session_ends.c.session_id == session_id)) is None:
                connection.execute(session_ends.insert().values(session_id=session_id))

    # Tokens

    def add_token(self, person: Person, label: str, secret: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(tokens.insert().values(person_id=person.id, label=label, secret_hash=_hashed(secret)))

    def tokens(self, person: Person) -> list[Token]:
        query = select(tokens).outerjoin(token_ends).where(tokens.c.person_id == person.id, token_ends.c.token_id.is_(None))
        with reading(self._engine) as connection:
            return [Token(row.id, row.person_id, row.label, row.created_at) for row in connection.execute(query.order_by(tokens.c.id))]

    def end_token(self, person: Person, token_id: int) -> bool:
        """Whether the person had this token."""
        if token_id not in {token.id for token in self.tokens(person)}:
            return False
        with writing(self._engine) as connection:
            connection.execute(token_ends.insert().values(token_id=token_id))
        return True

    def by_token(self, secret: str) -> Person | None:
        """Whose token it is, unless it was withdrawn or its person may no longer come in."""
        query = (
            _persons()
            .join(tokens, tokens.c.person_id == people.c.id)
            .outerjoin(token_ends, token_ends.c.token_id == tokens.c.id)
            .where(tokens.c.secret_hash == _hashed(secret), token_ends.c.token_id.is_(None))
        )
        person = self._one(query)
        return person if person and person.active else None

    def _known(self, name: str) -> Person:
        person = self.named(name)
        if person is None:
            raise UsageError(f"There is no person {name!r}.", "List them with: signmatch users list.")
        return person

    def _one(self, query: Select[Any]) -> Person | None:
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return _person(row) if row else None


def _persons(*more: Any) -> Select[Any]:
    """People with their newest state."""
    all_states = person_states.alias()
    newest = select(func.max(all_states.c.id)).where(all_states.c.person_id == people.c.id).correlate(people).scalar_subquery()
    states = person_states.c
    columns = (people.c.id, people.c.name, people.c.created_at, states.role, states.active, states.password_hash)
    return select(*columns, *more).select_from(people).join(person_states, states.id == newest)


def _person(row: Any) -> Person:
    return Person(row.id, row.name, Role(row.role), row.active, row.password_hash, row.created_at)


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
