"""Whether a quantity is a target: its words state an aim, a verb of reaching or of doing before a number and its unit.

What was before, what a rule grants or allows to each one, and what counts nothing that is done is no target. A quantity
that is neither is offered with a doubt, and so is one that may be a step, a standard for each, or wrongly named.
"""

import re

_AIM = re.compile(
    "达|到|至|不低于|不少于|不高于|不大于|以上|以内|控制|稳定|保持|突破|超过|完成|实现|确保|力争|争取|增|提高|提升|提质|降|减|缩短"
    "|压缩|扩大|收回|追回|总量|规模|净|投资|收入|率|比例|占比|面积|产量"
    "|建|改|修|拆除|清|整治|治理|整合|招|引|培育|培养|培训|轮训|演练|组织|开展|实施|办|认定|开工|创|评|选|申报|设|安装|铺|安置"
    "|救助|资助|帮扶|惠及|慰问|服务|签|推出|发放|检|查|维护|加固|疏浚|更换|更新|升级|配备|布|储备|关停|淘汰|销号|化解|处置|盘活"
    "|归集|征缴|流转|种植|造林|绿化|硬化|划|录用|吸纳|务工|兑现|入库|提供|推广|制定|制作|编制|发展|扶持|供应|调剂|约谈|核|聘|曝光"
    "|退|封堵|监测|抽|推进|覆盖|归档|拍摄|刊发|落地|投放|生产|加装|送"
)
"""Words of reaching, then how the verbs of work begin; a quantity behind one is what is to be done."""
_BEFORE = re.compile(
    r"(?<!从)(?:(?<![较比])(?:去年|上年)|往年|截至|现有|(?<!项)目前|此前|已(?!建)|存在|反馈|审计(?:发现|指出)|欠缴|违规(?:设置|建设)的|损毁|批示)"
)
_GRANTED = re.compile(
    r"补贴(?!性|培训)|补助|奖励|给予|返还(?!比例|率)|贴息|罚|(?<!退)费率(?!(?:降|控制|不)[^,]{0,8}[以超])|额度|贷款[^,]{0,4}最高|(?<!高)标准(?!化|比例|厂房|地|的)|周岁(?![一-鿿]{0,14}(?:体检|接种|筛查|签约|管理率))|学历|满\d|按\d|最高|最长|期限(?!内)"
    r"|(?<!规)资金(?!\d)|(?:资金|不超过)\d+万?元|(?:申请|享受)[^,]{0,12}贷款|不少于\d+(?:天|年|月)|离校|对口|至少"
)
_FOR_EACH = re.compile(
    r"每(?:个?(?:半年|季度?|月|周|旬|学期)|日|天)|每年(?=[^,]{0,6}(?:补|给|不超|最高|按))|每(?:所|校|支|处|班|座|名|个|人|户|村|满)|人均|平均(?!浓度|值|水平|减|压|缩|降|下降|提|增|[一-鿿]{2,4}(?:费率|天数|时间|时长))|24小时|课间"
)
_COUNTS_NOTHING = re.compile(
    r"\d(?:米|公里)(?:范围)?以?内|\d(?:个?工作日|小时|分钟|天)内(?=[一-鿿“])|第\d|走访|帮助\d|^对\d"
)
_DESCRIBES = re.compile(
    r"权重|租金|(?:收购|销售|市场)价|占地|(?<!完成)总投资|年产(?!值)[^,]{0,14}\d|装机|^涉及|可容纳|以下的|\(含\)|最多(?!跑)|规划(?:教学|建设)?班"
)
"""What a project is like, or whom it is for: 占地300亩, 年产装备5000台."""
_EACH = re.compile(r"各(?:不[低少]于)?$|各自|分别|每天|生均|图片")
_ACTS = ("次", "支", "场", "期", "个", "处", "份", "人", "名", "篇")
FEW = 2
"""What is done so seldom is a step of the work, and may be no figure that grows."""
_NO_NOUN = re.compile(
    r"(?:等|的|各|分别|其中|[一二三四五六七八九]级|县级|乡级)$|^(?:于|并|且|被|以|使|图片|(?:全[县市区局])?组织|组建|建设|建成|至少)$|^[于且被]"
)


def is_none(words: str) -> bool:
    """Whether the words speak of what was, of what a rule grants or allows to each, or of no count at all."""
    kinds = [_BEFORE, _FOR_EACH, _COUNTS_NOTHING, _DESCRIBES] + ([] if _PAID.search(words) else [_GRANTED])
    return any(one.search(words) for one in kinds)


_PAID = re.compile(
    r"(?:安排|拨付|筹[集措备]|落实|争取|投入|清[理收缴]|盘活|追[缴回]|整合|到位)[^,]{0,10}(?:资金|经费|贷款|出让金)[^,\d]{0,4}\d|\d+[万亿]?元[^,]{0,10}(?:资金|经费)[^,]{0,2}(?:拨付|下达|到位)"
)
"""Money that is to be found or paid out: 安排应急资金200万元."""


INSPECTED = re.compile(
    r"(?:^|[,。;:)])(?:\d{1,2}[.、])?对[^,。;\d]{0,16}\d[^,。;]{0,60}?(?:检查|排查|体检|复查|过筛|督[察查]|巡[查检]|摸[排底])(?!整[治改]|维[护修]|发现|出)"
    r"|(?:抓[好实]|推[进动]|加快|做好|督促|跟踪)[^,。;]{0,40}等\s*\d+\s*[个项]"
)
"""What orders to look at what there is: 对全县116座水库、87座山塘开展检查."""


def aim_doubt(before: str, behind: str, name: str, value: float, unit: str, *, offered: bool) -> str:
    """What a person should look at of a quantity that is no plain target, in Chinese; empty where it is plain.

    `before` and `behind` are the words around it; `offered`: it stands where targets stand, and no verb need say so.
    """
    if not offered and not _AIM.search(before) and not behind.startswith(("以上", "以内")):
        return "没有写要达到多少，是不是指标请核对"
    if _EACH.search(before):
        return "像是每处、每人的标准，是不是指标请核对"
    if value <= FEW and unit in _ACTS:
        return "像是一次性的事，是不是指标请核对"
    if says_nothing(name):
        return "指标名称没有读准，请核对"
    return ""


def says_nothing(name: str) -> bool:
    """Whether a name as it was read does not say what is counted."""
    return bool(_NO_NOUN.search(name))
