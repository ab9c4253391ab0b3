"""The fields of each kind on which a verdict rests."""

from extractors.vocabulary import DocumentKind, FieldName

DECIDING: dict[DocumentKind, tuple[FieldName, ...]] = {
    DocumentKind.BUSINESS_LICENSE: (FieldName.ENTITY_NAME,),
    DocumentKind.ORGANIZATION_CODE_CERTIFICATE: (FieldName.ENTITY_NAME,),
    DocumentKind.SOCIAL_CREDIT_CODE_CERTIFICATE: (FieldName.ENTITY_NAME,),
    DocumentKind.INSTITUTION_CERTIFICATE: (FieldName.ENTITY_NAME,),
    DocumentKind.TRADEMARK_CERTIFICATE: (FieldName.MARK_TEXT, FieldName.REGISTRANT),
    DocumentKind.ICP_SCREENSHOT: (FieldName.SITE_NAME, FieldName.ICP_HOLDER, FieldName.DOMAIN),
    DocumentKind.APP_STORE_SCREENSHOT: (FieldName.APP_NAME, FieldName.DEVELOPER),
    DocumentKind.OFFICIAL_ACCOUNT_SCREENSHOT: (FieldName.ACCOUNT_NAME, FieldName.ACCOUNT_SUBJECT),
    DocumentKind.MINI_PROGRAM_SCREENSHOT: (FieldName.ACCOUNT_NAME, FieldName.ACCOUNT_SUBJECT),
    DocumentKind.AUTHORIZATION_LETTER: (FieldName.AUTHORIZING_PARTY, FieldName.AUTHORIZED_PARTY, FieldName.LETTER_SIGNATURE),
    DocumentKind.OTHER: (),
}
