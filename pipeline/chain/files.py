"""The files themselves: is each in a format and of a size that the standard takes?

A vendor's form goes by the name of a file: a picture whose name ends as it should was let in there, whatever it holds, and is a note
here (one of the genuine licences that were measured is a GIF named .jpg).
"""

from pathlib import PurePath

from pipeline.chain.facts import CaseFacts
from pipeline.chain.result import ChainResult, evidence_of


def check_files(case: CaseFacts, result: ChainResult) -> None:
    rules = case.standard.pictures
    if rules is None:
        return
    for document in case.documents:
        taken = (*rules.formats, *(("jpg",) if "jpeg" in rules.formats else ()))
        if document.format and document.format not in taken:
            sure = document.format not in rules.also_read and PurePath(document.file).suffix.lower().lstrip(".") not in taken
            formats = ", ".join(rules.formats)
            result.find("FILE_FORMAT", sure, evidence_of(document), file=document.file, format=document.format, formats=formats)
        if document.size > rules.max_bytes:
            size, limit = f"{document.size / 2**20:.1f}", f"{rules.max_bytes / 2**20:g}"
            result.find("FILE_TOO_LARGE", True, evidence_of(document), file=document.file, size=size, limit=limit)
