"""What the reader makes of a file's bytes."""

from yudu_flow.documents.draft import Draft
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper


def draft_of(data: bytes) -> Draft:
    return read_paper(read_file(data))
