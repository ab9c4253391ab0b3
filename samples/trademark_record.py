"""The trademark office's record of a mark on the web: what it says of a registration, or of a mark that has none."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from pydantic import BaseModel, ConfigDict

from samples.companies import Company
from samples.fonts import faces
from samples.layout import chinese_date
from samples.trademark import GOODS, Mark

DEVICE = "图形"
REGISTERED = "LIVE/REGISTRATION/Issued and Active 注册"
EXAMINED = "LIVE/APPLICATION/Under Examination 等待实质审查"
PUBLISHED = "LIVE/APPLICATION/Published for Opposition 初审公告"
REFUSED = "DEAD/APPLICATION/Refused/Dismissed or Invalidated 驳回"
ENDED = "DEAD/REGISTRATION/Cancelled/Invalidated 无效"
UNREGISTERED = (EXAMINED, PUBLISHED, REFUSED, ENDED)
"""States of which none is a registration's."""
MONTH = timedelta(days=30)


class Record(BaseModel):
    """What the page shows; a mark without words has `words` empty and is called 图形. `valid_from`, `valid_to`: ISO dates."""

    model_config = ConfigDict(frozen=True)

    number: str
    words: str
    name: str
    family: str
    weight: int
    nice_class: int
    goods: str
    registrant: str
    address: str
    applied: str
    first_issue: str = ""
    first_notice: str = ""
    notice_issue: str = ""
    notice: str = ""
    period: str = "至"
    valid_from: str = ""
    valid_to: str = ""
    state: str


def invent_record(company: Company, mark: Mark, seed: int, state: str) -> Record:
    """The record of a mark in a state; the same seed gives the same record."""
    rng, face = Random(seed), faces()[mark.style]
    applied = mark.registered - timedelta(days=rng.randrange(330, 420))
    record = Record(
        # numbers from 99000000 are far from being given out
        number=str(99_000_000 + rng.randrange(1_000_000)),
        words=mark.words,
        name=mark.words or DEVICE,
        family=face.family,
        weight=700 if mark.style.endswith("bold") else 400,
        nice_class=mark.nice_class,
        goods=GOODS[mark.nice_class],
        registrant=company.name,
        address=company.address,
        applied=chinese_date(applied),
        state=state,
    )
    return record.model_copy(update=_published(mark, state, rng.randrange(1400, 1700)))


def unregistered_state(seed: int) -> str:
    return Random(seed).choice(UNREGISTERED)


def _published(mark: Mark, state: str, issue: int) -> Mapping[str, str]:
    """What the office published by then: nothing, the first notice, or the registration too."""
    first = {"first_issue": str(issue), "first_notice": chinese_date(mark.registered - 3 * MONTH)}
    if state in (EXAMINED, REFUSED):
        return {}
    if state == PUBLISHED:
        return first
    return first | {
        "notice_issue": str(issue + 12),
        "notice": chinese_date(mark.registered),
        "period": f"{_padded(mark.registered)} 至 {_padded(mark.expires)}",
        "valid_from": mark.registered.isoformat(),
        "valid_to": mark.expires.isoformat(),
    }


def _padded(day: date) -> str:
    return f"{day:%Y年%m月%d日}"
