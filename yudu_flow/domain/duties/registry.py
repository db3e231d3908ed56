"""All kinds of duty by their ids, in the order in which lists have them."""

from yudu_flow.domain.duties.report import REPORT
from yudu_flow.domain.duties.visit import VISIT

KINDS = {kind.id: kind for kind in (REPORT, VISIT)}
WRITTEN = tuple(kind.id for kind in KINDS.values() if kind.written)
"""Those that are reported in words, which board, matrix and summary are about."""
COUNTED = tuple(kind.id for kind in KINDS.values() if kind.counted)
"""Those that are complete when so many firms were visited."""
