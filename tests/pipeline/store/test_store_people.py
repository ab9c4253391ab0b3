"""People, sessions, tokens, and what is remembered of failed attempts to log in."""

from datetime import timedelta

import pytest

from pipeline.errors import UsageError
from pipeline.store import Role, Store

HOUR = timedelta(hours=1)


def test_a_person_is_added_once_and_changed_by_a_further_row(store: Store) -> None:
    assert not store.people.any()
    store.people.add("林", Role.REVIEWER, "one")
    with pytest.raises(UsageError, match="already"):
        store.people.add("林", Role.ADMIN, "two")
    assert store.people.change("林", role=Role.ADMIN).role is Role.ADMIN
    assert [(each.name, each.password_hash) for each in store.people.all()] == [("林", "one")]
    with pytest.raises(UsageError, match="no person 'mei'"):
        store.people.change("mei")


def test_only_the_first_account_is_made_without_one(store: Store) -> None:
    store.people.add("lin", Role.ADMIN, "hash", only_first=True)
    with pytest.raises(UsageError, match="account already"):
        store.people.add("mei", Role.ADMIN, "hash", only_first=True)


def test_a_session_ends_by_itself_and_on_request(store: Store) -> None:
    lin = store.people.add("lin", Role.READER, "hash")
    store.people.begin_session(lin, "secret", "csrf", HOUR)
    store.people.begin_session(lin, "over", "csrf", -HOUR)
    session = store.people.session("secret")
    assert session is not None and session.person.name == "lin" and session.csrf == "csrf"
    assert store.people.session("over") is None
    assert store.people.session("guess") is None
    store.people.end_session(session.id)
    store.people.end_session(session.id)
    assert store.people.session("secret") is None


def test_who_is_shut_out_or_has_a_new_password_is_out_at_once(store: Store) -> None:
    lin = store.people.add("lin", Role.READER, "hash")
    store.people.begin_session(lin, "secret", "csrf", HOUR)
    store.people.add_token(lin, "script", "token")
    store.people.change("lin", password_hash="new")
    assert store.people.session("secret") is None
    assert store.people.by_token("token") is not None
    store.people.change("lin", active=False)
    assert store.people.by_token("token") is None


def test_tokens_are_withdrawn_by_their_owner(store: Store) -> None:
    lin, mei = (store.people.add(name, Role.REVIEWER, "hash") for name in ("lin", "mei"))
    store.people.add_token(lin, "script", "secret")
    (token,) = store.people.tokens(lin)
    assert not store.people.end_token(mei, token.id)
    assert store.people.end_token(lin, token.id)
    assert store.people.by_token("secret") is None
    assert store.people.tokens(lin) == []


def test_failures_count_until_the_next_success(store: Store) -> None:
    for succeeded in (False, True, False, False):
        store.people.note_attempt("lin", succeeded=succeeded)
    assert store.people.recent_failures("lin", HOUR)[0] == 2
    assert store.people.recent_failures("mei", HOUR) == (0, None)
    assert store.people.recent_failures("lin", -HOUR)[0] == 0
