"""Figures of a unit's targets from a workbook."""

from yudu_flow.web.doors.access import OfUnit
from yudu_flow.web.parts.figure_import import figure_pages

router = figure_pages("mine", OfUnit)
