"""What people did, in words: the acts of the audit and what they changed."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from yudu_flow.domain.channels import WAYS
from yudu_flow.wording.reasons import spell_reason

ACTS = {
    "filed": "报送",
    "filed_unsealed": "报送（盖章页待补）",
    "waived": "免报",
    "account_opened": "开通账号",
    "account_closed": "停用账号",
    "account_named": "账号归本人",
    "sign_in_link_made": "生成登录链接",
    "sign_in_link_asked": "索取登录链接",
    "sign_in_link_mailed": "登录链接已发到邮箱",
    "link_mailed_again": "新的办理链接已发到邮箱",
    "link_not_mailed_again": "新的办理链接邮件未发出",
    "sign_in_link_not_mailed": "登录链接邮件未发出",
    "admin_given": "设为管理员",
    "admin_taken": "取消管理员",
    "password_set": "设置密码",
    "totp_on": "启用动态验证码",
    "totp_off": "停用动态验证码",
    "token_made": "生成接口令牌",
    "token_revoked": "撤销接口令牌",
    "calendar_opened": "开通日历订阅",
    "calendar_stopped": "停用日历订阅",
    "links_revoked": "停用链接",
    "paper_removed": "删去待报附件",
    "recounted": "重新计算期限",
    "roster_changed": "修改名册",
    "plan_drafted": "导入文件",
    "plan_typed": "新拟方案草稿",
    "plan_started": "启用方案",
    "draft_changed": "修改方案草稿",
    "draft_dropped": "删去方案草稿",
    "plan_changed": "修改方案",
    "period_joined": "补列入本期",
    "plan_paused": "暂停方案",
    "plan_resumed": "恢复方案",
    "plan_ended": "结束方案",
    "calendar_changed": "修改放假安排",
    "rules_changed": "修改规则",
    "contact_tested": "发测试消息",
    "backup_made": "备份",
    "backup_taken": "下载备份",
    "machine_set": "修改设置",
    "mail_tested": "测试邮件已发出",
    "mail_not_tested": "测试邮件没有发出",
    "first_steps_hidden": "不再列出开始使用",
    "first_steps_shown": "再列出开始使用",
    "address_revived": "恢复停用的地址",
    "message_resent": "重发消息",
    "message_withdrawn": "撤回消息",
    "message_bounced": "登记退信",
    "summary_edited": "修改汇总",
    "summary_final": "汇总定稿",
    "summary_draft": "汇总改回草稿",
    "bulletin_edited": "修改通报",
    "archive_built": "打包归档",
    "layout_used": "换上文书版式",
    "layout_restored": "改回文书版式",
    "duty_answered": "答复事项是否还需要",
    "extension_decided": "决定延期申请",
    "explanation_decided": "审核原因说明",
    "hand_back_answered": "答复退回的分工",
    "handed_back": "退请办公室另行分工",
    "case_decided": "决定认定事项",
    "noted": "写备注",
    "announced": "发通知",
    "announcement_withdrawn": "撤回通知",
    "books_sealed": "每日封存",
    "firm_added": "企业登记进名录",
    "firm_changed": "修改企业名录",
    "firm_retired": "企业移出名录",
    "firm_restored": "企业恢复到名录",
    "firm_paired": "企业对口",
    "firm_parted": "企业不再对口",
}
FIELDS = {
    **{way.field: way.label for way in WAYS.values()},
    "name": "姓名",
    "home": "所在单位",
    "person": "任职",
    "from": "起",
    "to": "止",
    "deputy": "代办人",
    "in_charge": "分管领导",
    "firms": "对口企业",
    "every": "多久一次",
    "last_period": "最后月份",
    "regular": "定期",
    "credit_code": "统一社会信用代码",
    "address": "地址",
    "contact": "联系人",
    "tags": "标签",
}
DATES = {"remind_by": "提醒日", "last_day": "最后一天"}


def spell_act(name: str) -> str:
    """An act of the audit; the identifier itself where there are no words."""
    return ACTS.get(name) or spell_reason(name)


def spell_change(detail: Mapping[str, Any], person: Callable[[str], str]) -> str:
    """What changed besides reasons and dates of a fact; `person` gives the name of an id."""
    words = [
        *(["兼任管理员"] if detail.get("admin") is True else []),
        *(f"给{label}用" for label in [detail.get("label")] if label),
        *(f"{count}个" for count in [detail.get("count")] if isinstance(count, int)),
        *(f"{len(parts)}段" for parts in [detail.get("paragraphs")] if parts),
        *_roster(detail.get("old"), detail.get("new"), person),
        *_changes(detail.get("changes")),
        *(f"等{count}处" for count in [detail.get("more")] if count),
        *_dates(detail),
        *(str(detail[name]) for name in ("owner", "day") if detail.get(name) and "new" not in detail),
    ]
    return "；".join(words)


def _roster(old: Any, new: Any, person: Callable[[str], str]) -> Iterator[str]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for place in {**old, **new}:
            before, after = (person(record[place]) if place in record else "无" for record in (old, new))
            yield f"{_field(place)}：{before} → {after}"


def _changes(found: Any) -> Iterator[str]:
    """What a page changed of a plan, of rules or of the calendar: place, what stood there, what stands there."""
    for place, old, new in found or ():
        yield f"{place}：{old} → {new}" if old or new else place


def _field(place: str) -> str:
    """The last part of people.su-he.email that is a name, in words."""
    named = [part for part in place.split(".") if not part.isdigit()]
    return FIELDS.get(named[-1], named[-1])


def _dates(detail: Mapping[str, Any]) -> Iterator[str]:
    for name, word in DATES.items():
        moved = detail.get(name)
        if isinstance(moved, list) and len(moved) == 2:
            yield f"{word}：{moved[0]} → {moved[1]}"
