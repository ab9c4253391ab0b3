"""Which field of a document names its subject and which its owner, and whether a name is a person's."""

import re

from extractors.names import is_finished
from extractors.vocabulary import DocumentKind, FieldName

SUBJECT = {
    DocumentKind.BUSINESS_LICENSE: FieldName.ENTITY_NAME,
    DocumentKind.ORGANIZATION_CODE_CERTIFICATE: FieldName.ENTITY_NAME,
    DocumentKind.SOCIAL_CREDIT_CODE_CERTIFICATE: FieldName.ENTITY_NAME,
    DocumentKind.INSTITUTION_CERTIFICATE: FieldName.ENTITY_NAME,
    DocumentKind.TRADEMARK_CERTIFICATE: FieldName.MARK_TEXT,
    DocumentKind.APP_STORE_SCREENSHOT: FieldName.APP_NAME,
    DocumentKind.ICP_SCREENSHOT: FieldName.SITE_NAME,
    DocumentKind.OFFICIAL_ACCOUNT_SCREENSHOT: FieldName.ACCOUNT_NAME,
    DocumentKind.MINI_PROGRAM_SCREENSHOT: FieldName.ACCOUNT_NAME,
}
OWNER = SUBJECT | {
    DocumentKind.TRADEMARK_CERTIFICATE: FieldName.REGISTRANT,
    DocumentKind.APP_STORE_SCREENSHOT: FieldName.DEVELOPER,
    DocumentKind.ICP_SCREENSHOT: FieldName.ICP_HOLDER,
    DocumentKind.OFFICIAL_ACCOUNT_SCREENSHOT: FieldName.ACCOUNT_SUBJECT,
    DocumentKind.MINI_PROGRAM_SCREENSHOT: FieldName.ACCOUNT_SUBJECT,
}

_PERSON = re.compile(r"[一-鿿]{2,4}|[一-鿿]{2,8}·[一-鿿]{1,12}")


def is_person(name: str) -> bool:
    """Whether a name looks like a person's: two to four characters that end in no word that names of organizations end in."""
    plain = "".join(name.split())
    return bool(_PERSON.fullmatch(plain)) and not is_finished(plain)
