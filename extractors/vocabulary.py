"""The words that every layer shares: the kinds of document and the names of the fields read from them.

They are the public names of `read --json` and `review --json`; see docs/fields.md.
"""

from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document is; `other` is no evidence for a signature."""

    BUSINESS_LICENSE = "business_license"
    ORGANIZATION_CODE_CERTIFICATE = "organization_code_certificate"
    SOCIAL_CREDIT_CODE_CERTIFICATE = "social_credit_code_certificate"
    INSTITUTION_CERTIFICATE = "institution_certificate"
    TRADEMARK_CERTIFICATE = "trademark_certificate"
    APP_STORE_SCREENSHOT = "app_store_screenshot"
    ICP_SCREENSHOT = "icp_screenshot"
    OFFICIAL_ACCOUNT_SCREENSHOT = "official_account_screenshot"
    MINI_PROGRAM_SCREENSHOT = "mini_program_screenshot"
    AUTHORIZATION_LETTER = "authorization_letter"
    OTHER = "other"


class FieldName(StrEnum):
    """A named value that can be read from a document."""

    ENTITY_NAME = "entity_name"
    CREDIT_CODE = "credit_code"
    REGISTRATION_NUMBER = "registration_number"
    ORGANIZATION_CODE = "organization_code"
    VALID_FROM = "valid_from"
    VALID_TO = "valid_to"
    LEGAL_REPRESENTATIVE = "legal_representative"
    MARK_TEXT = "mark_text"
    TRADEMARK_NUMBER = "trademark_number"
    REGISTRANT = "registrant"
    SITE_NAME = "site_name"
    DOMAIN = "domain"
    ICP_NUMBER = "icp_number"
    ICP_HOLDER = "icp_holder"
    APP_NAME = "app_name"
    DEVELOPER = "developer"
    PACKAGE_NAME = "package_name"
    ACCOUNT_NAME = "account_name"
    ACCOUNT_SUBJECT = "account_subject"
    AUTHORIZING_PARTY = "authorizing_party"
    AUTHORIZED_PARTY = "authorized_party"
    LETTER_SIGNATURE = "letter_signature"
    LETTER_VALID_TO = "letter_valid_to"
