"""Scripts that are played: every act once, and a case that was confirmed."""

ACTS = """
- {at: 2020-09-22T10:00, do: visit, unit: 就业中心, period: 2020-09, firm: 长河电子}
- {at: 2020-09-22T10:10, do: strike, unit: 就业中心, period: 2020-09, firm: 长河电子, reason: 记错, duty: visit-3}
- {at: 2020-09-22T10:20, do: lost, unit: 就业中心, period: 2020-09, duty: visit-3, firm: 青山服装, proof: 电话停机}
- {at: 2020-09-22T10:21, do: withdraw_lost, unit: 就业中心, period: 2020-09, duty: visit-3, firm: 青山服装}
- {at: 2020-09-22T10:22, do: lost, unit: 就业中心, period: 2020-09, duty: visit-3, firm: 青山服装, proof: 电话停机}
- {at: 2020-09-22T10:25, do: lost_decide, unit: 就业中心, period: 2020-09, duty: visit-3, decision: accept}
- {at: 2020-09-22T10:30, do: visit, person: 周远, period: 2020-09}
- {at: 2020-09-22T11:00, do: file_unsealed, unit: 就业中心, period: 2020-09}
- {at: 2020-09-22T11:10, do: urge, unit: 社保中心, period: 2020-09, reason: 请今天报来}
- {at: 2020-09-22T11:20, do: note, unit: 社保中心, period: 2020-09, reason: 联络员外出}
- {at: 2020-09-22T11:30, do: hand_back, unit: 社保中心, period: 2020-09, assignment: "2.1", reason: 不归我}
- {at: 2020-09-22T11:40, do: hand_back_answer, unit: 社保中心, period: 2020-09, decision: reject, reason: 见方案}
- {at: 2020-09-22T11:50, do: instruct, unit: 社保中心, by: 沈清, text: 请加快, due: 2020-09-25, reason: 上会}
- {at: 2020-09-22T12:00, do: done, unit: 社保中心, text: 已办}
- {at: 2020-09-23T10:00, do: seal, unit: 就业中心, period: 2020-09}
- {at: 2020-09-23T14:00, do: return, unit: 就业中心, period: 2020-09, reason: 缺数据}
- {at: 2020-09-23T21:00, do: waive, unit: 办公室, period: 2020-09, reason: 机构改革}
- {at: 2020-09-23T21:10, do: release, unit: 办公室, period: 2020-09, reason: 明早上会}
- {at: 2020-09-24T10:00, do: extend_ask, unit: 培训股, period: 2020-09, until: 2020-10-12, reason: 讲师未到位}
- {at: 2020-09-24T10:10, do: withdraw, unit: 培训股, period: 2020-09}
- {at: 2020-09-24T10:20, do: extend_ask, unit: 培训股, period: 2020-09, until: 2020-10-12, reason: 讲师未到位}
- {at: 2020-09-24T21:30, do: file, unit: 就业中心, period: 2020-09}
- {at: 2020-09-25T10:00, do: extend_decide, unit: 培训股, period: 2020-09, decision: approve, by: 林秋}
- {at: 2020-09-25T11:00, do: accept, unit: 就业中心, period: 2020-09}
- {at: 2020-09-24T15:00, do: notify, unit: 社保中心, title: 报送口径, text: 请按新口径报送}
- {at: 2020-09-28T10:00, do: explain, unit: 仲裁股, period: 2020-09, reason: 系统故障}
- {at: 2020-09-28T11:00, do: explain_decide, unit: 仲裁股, period: 2020-09, decision: reject}
- {at: 2020-09-29T10:00, do: call, unit: 社保中心, period: 2020-09, reason: 已转告}
- {at: 2020-10-12T10:00, do: object, unit: 社保中心, period: 2020-09, reason: 数据口径有变}
- {at: 2020-10-15T10:00, do: decide, unit: 社保中心, period: 2020-09, decision: dismiss, by: 沈清, reason: 异议成立}
- {at: 2020-10-31T10:00, do: correct, unit: 仲裁股, period: 2020-09, decision: excused, reason: 本月没有案件}
"""
CONFIRMED = """
- {at: 2020-10-15T10:00, do: decide, unit: 社保中心, period: 2020-09, decision: confirm, by: 沈清, reason: 属实}
- {at: 2020-10-15T11:00, do: appeal, unit: 社保中心, period: 2020-09, reason: 有误}
- {at: 2020-10-16T10:00, do: decide_appeal, unit: 社保中心, period: 2020-09, decision: uphold, by: 顾明远, reason: 属实}
- {at: 2020-10-16T11:00, do: measure, unit: 社保中心, period: 2020-09, reason: 专人负责, until: 2020-10-19}
- {at: 2020-10-20T09:30, do: check, unit: 社保中心, period: 2020-09, decision: fulfilled}
- {at: 2020-10-20T10:00, do: close, unit: 社保中心, period: 2020-09, reason: 已整改}
"""
