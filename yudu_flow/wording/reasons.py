"""Identifiers of reasons, events and decisions, in words."""

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
    "closed": "本期已结束",
    "request_pending": "申请等待决定",
    "new_round": "期限已变",
    "decided": "已决定",
    "case_decided": "认定决定",
    "content_mended": "内容已改正",
    "crossed": "发出时已报送",
    "office_withdrew": "办公室撤回",
    "unreachable": "没有可用的联系方式",
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
    "called": "电话告知",
    "released": "免扰放行",
    "noted": "备注",
    "urged": "办公室催办",
    "handed_back": "退请办公室：非本单位职责",
    "hand_back_answered": "职责归属答复",
    "instructed": "批示",
    "instruction_done": "批示办结",
    "overdue": "逾期",
    "case_proposed": "拟认定落实不力",
    "case_told": "拟认定已告知",
    "case_untold": "告知没有送到",
    "objected": "提出异议",
    "case_closed": "销号",
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
}
QUESTIONS = {"empty": "内容为空", "alike": "内容雷同"}
ASKED = {
    "empty": "没有写贯彻落实情况，也没有写无新进展的原因",
    "alike": "内容与上期相同，也没有写无新进展的原因",
}


def spell_reason(name: str) -> str:
    """The words for a reason, or the identifier itself where there are none."""
    return REASONS.get(name, name)
