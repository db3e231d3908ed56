"""The yearly question in words: what is asked, what may be chosen, and what each choice does."""

from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.domain.yearly import Change, Goes, Question
from yudu_flow.wording.periods import EVERY, spell_period

CHOICES = {Goes.KEEP: "保留", Goes.THIN: "改为每季度一次", Goes.STOP: "停止"}
WAIT = "已经开始的各期不变"


def question_words(plan: Plan, duty: Duty, asked: Question) -> str:
    """What the office's list says of one."""
    ends = f"{spell_period(str(asked.ends))}到期，" if asked.ends else ""
    return f"{duty.title}（{duty.basis or plan.number}）{ends}是否还需要：请登录后在“全年”页选择保留、精简或停止"


def ends_words(ends: Period | None) -> str:
    """Until when it goes on."""
    return f"到{spell_period(str(ends))}为止" if ends else "没有写明截止月份"


def effect_words(choice: Goes, change: Change, duty: Duty) -> str:
    """What a choice changes, and from when."""
    further = f"，延续到{spell_period(str(change.last_period))}" if change.last_period else ""
    match choice:
        case Goes.STOP if change.last_period is None:
            return "照原定的月份到期，以后不再要求"
        case Goes.STOP:
            return f"做完已经开始的各期（到{spell_period(str(change.last_period))}）以后，不再要求"
        case Goes.THIN:
            return f"从下一期起每季度一次{further}，{WAIT}"
        case _:
            return f"仍然{EVERY[duty.every]}一次{further}，{WAIT}"
