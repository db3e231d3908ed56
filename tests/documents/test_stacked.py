"""A table pasted a cell a line whose row lacks a cell cannot be told apart: it is asked about, and not read wrongly."""

from yudu_flow.documents.plain import read_plain
from yudu_flow.documents.reading import read_paper

HEAD = "清河县2026年任务表\n序号\n任务\n责任单位\n完成时限\n"


def test_rows_that_lack_a_cell_are_asked_about() -> None:
    rows = "1\n疏浚河道\n县水利局\n5月底前\n2\n修补路面\n县交通运输局\n3\n更换路灯\n县城管局\n6月底前\n"
    draft = read_paper(read_plain((HEAD + rows).encode()))
    assert not draft.assignments
    assert [one for one in draft.questions if "没有读出来" in one]
