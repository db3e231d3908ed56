"""What firms ask for under a leader's charge."""

from yudu_flow.web.doors.access import OfLeaders
from yudu_flow.web.parts.requests import request_pages

router = request_pages("leader", OfLeaders)
