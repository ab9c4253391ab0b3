"""Intake: uploads and applications come in here, measured against the limits before anything is decoded, or are refused.

files.py reads a file safely, sniff.py tells its type, pictures.py and pdf.py turn it into pages (documents.py),
strict_json.py reads JSON, cases.py and payload.py make a case of a folder or of an AddSmsSign payload.
"""

from pipeline.intake.cases import Case, open_case
from pipeline.intake.documents import PageSource, Upload, open_document, open_document_bytes, open_pages

__all__ = ["Case", "PageSource", "Upload", "open_case", "open_document", "open_document_bytes", "open_pages"]
