"""Identifiers of reasons, events and decisions, in words."""

from collections.abc import Mapping
from types import MappingProxyType

NONE: Mapping[str, str] = MappingProxyType({})
REASONS = {
    "due": "到时间",
    "quiet": "免打扰时段",
    "catch_up": "补发",
    "before_opening": "本期开始前已过",
    "already_past": "新期限前已过",
    "superseded": "由后一次代替",
    "deadline_passed": "期限已过",
    "request_refused": "申请未获同意前已过",
    "filed": "已报送",
    "filed_unsealed": "已报待补章",
    "waived": "已免报",
    "case_exists": "已提请认定",
    "repetition": "屡次逾期",
    "slow": "指标滞后",
    "unknown": "连续两期没有指标数字",
    "closed": "本期已结束",
    "request_pending": "申请等待决定",
    "new_round": "期限已变",
    "decided": "已决定",
    "case_decided": "认定决定",
    "case_moved": "认定事项已有进展",
    "grounded": "另有事实依据",
    "content_mended": "内容已改正",
    "crossed": "发出时已报送",
    "spooled": "只写成文件，没有发出",
    "office_withdrew": "办公室撤回",
    "unreachable": "没有可用的联系方式",
    "refused": "没有送到，稍后再发",
    "undelivered": "没有送到",
    "nobody": "查无此址",
    "already_told_today": "当天已发过一封",
    "own_act": "对办理的答复",
    "not_due": "未到时候",
    "sealed": "补交盖章页",
    "returned": "退回",
    "accepted": "接收",
    "extension_asked": "申请延期",
    "extension_decided": "延期决定",
    "explained": "说明原因",
    "explanation_decided": "原因审核",
    "request_withdrawn": "撤回申请",
    "visited": "走访",
    "visit_struck": "划去走访",
    "phoned": "电话联系企业",
    "phone_struck": "划去电话联系",
    "firm_lost": "报告企业失联",
    "firm_lost_decided": "失联认定",
    "called": "电话告知",
    "released": "免扰放行",
    "noted": "备注",
    "urged": "办公室催办",
    "links_revoked": "停用链接",
    "handed_back": "退请办公室：非本单位职责",
    "hand_back_answered": "职责归属答复",
    "instructed": "批示交办",
    "instruction_done": "批示办结",
    "handed_over": "交办",
    "request_decided": "领导决定",
    "request_ended": "结束诉求",
    "figure_given": "补报指标数字",
    "figure_corrected": "更正指标数字",
    "overdue": "逾期",
    "case_grounded": "认定依据",
    "case_proposed": "拟认定",
    "case_told": "拟认定已告知",
    "case_untold": "告知没有送到",
    "objected": "提出异议",
    "case_appealed": "申诉",
    "appeal_decided": "申诉决定",
    "case_measured": "整改措施",
    "case_checked": "整改核查",
    "case_closed": "销号",
    "corrected": "更正结果",
    "recounted": "因放假顺延",
    "clock_corrected": "时钟更正",
    "clock_ahead": "时钟超前",
}
CHOICES = {
    "approve": "同意",
    "refuse": "不同意",
    "accept": "采纳",
    "waive": "采纳并免报",
    "reject": "不采纳",
    "confirm": "予以认定",
    "dismiss": "不予认定",
    "close": "结束",
    "order": "责成再办",
    "uphold": "维持原决定",
    "overturn": "撤销认定",
    "fulfilled": "已落实",
    "unfulfilled": "未落实",
    "on_time": "改为按时",
    "late": "改为逾期补报",
    "extended": "改为延期内",
    "excused": "改为免报",
    "missing": "改为未报",
}
QUESTIONS = {"empty": "内容为空", "alike": "内容雷同"}
ASKED = {
    "empty": "没有写贯彻落实情况，也没有写无新进展的原因",
    "alike": "内容与上期相同，也没有写无新进展的原因",
}


def spell_reason(name: str, own: Mapping[str, str] = NONE) -> str:
    """The words for a reason, those that a kind of duty has of its `own` first; the identifier where there are none."""
    return own.get(name) or REASONS.get(name, name)


def spell_choice(name: str, own: Mapping[str, str] = NONE) -> str:
    """The same for how something was decided."""
    return own.get(name) or CHOICES.get(name, name)
