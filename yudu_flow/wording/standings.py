"""Standings, outcomes, flags, lamps and the states of messages, in words."""

STANDINGS = {
    "scheduled": "未开始",
    "open": "进行中",
    "due_soon": "即将到期",
    "due_today": "今日到期",
    "overdue": "逾期",
    "filed_unsealed": "已报待补章",
    "filed": "已完成",
    "returned": "已退回",
    "accepted": "已接收",
    "waived": "免报",
}
OUTCOMES = {
    "open": "进行中",
    "on_time": "按时",
    "late": "逾期补报",
    "extended": "延期内",
    "excused": "免报",
    "missing": "未报",
}
FLAGS = {
    "extension_pending": "申请延期待决定",
    "explanation_pending": "原因说明待审核",
    "extended": "已延期",
    "case_proposed": "拟认定",
    "case_confirmed": "已认定",
    "closed": "本期已结束",
    "provisional": "暂定",
    "empty": "内容为空",
    "alike": "内容雷同",
}
MESSAGES = {
    "sent": "已送出",
    "unconfirmed": "待确认",
    "queued": "待发",
    "failed": "未送达",
    "withdrawn": "撤回",
    "superseded": "并入后一条",
}
LAMPS = {"green": "绿", "yellow": "黄", "red": "红"}
