"""What a report is to say (报送内容): the parts of its form, by the field that keeps each, with their headings."""

from yudu_flow.domain.plan import Duty

CONTENTS = {
    "progress": "贯彻落实情况",
    "difficulties": "困难问题",
    "suggestions": "改进建议",
    "next_steps": "下一步打算",
}
SECTIONS = {name: heading for name, heading in CONTENTS.items() if name != "progress"}


def asked_of(duty: Duty | None) -> dict[str, str]:
    """The sections beside the progress that this report is to have; all of them where the plan names none."""
    if duty is None or not duty.contents:
        return SECTIONS if duty is None or duty.kind.written else {}
    return {name: heading for name, heading in SECTIONS.items() if heading in duty.contents}
