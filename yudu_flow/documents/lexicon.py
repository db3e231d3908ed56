"""The words by which documents say who leads, who is charged, who helps, and by when. Source: domain research 7."""

import re

NUMBERS = re.compile(r"^(序号|编号|项次|条目)$")
NAMES_WORK = re.compile(r"名称$|^(?:主要|重点|年度|督办|具体)?(?:工作|整改|督办)?(?:任务|事项|项目)$")
"""The heads among those of work that name it; others say more of it."""
WORK = re.compile(
    r"^(主要|重点|具体|年度|目标|预期|考核)?(工作|整改|改革|督办|任务|目标)?(任务|事项|内容|举措|措施|项目|要点|要求|目标|指标)(名称)?$|^[一-鿿]{2,4}(?:事项|目标|指标|措施|内容|重点|任务)$"
)
"""The head of the column that says what is to be done."""
CHARGED = re.compile(r"^(?:单位|部门|科室|股室|处室)(?:名称)?$")
"""The head of the column that charges where no other does."""
BESIDE_WORK = re.compile(
    r"备注|电话|联系方式|类别|类型|分类|领域|板块|来源|地点|地址|位置|所在地|范围|性质|依据|进展|状态|情况|投资|资金|规模|方面|部位|对象|原因|问题|园区|投资方|落地|佐证|成果|材料|凭证"
)
"""The heads of columns that say more of the work, and neither who does it nor by when."""

BEYOND = re.compile(
    r"要求|(?:组织|措施|工作|实施|强化|加强|服务)保障$|保障(?:措施|机制)?$|组织领导|组织实施|机制|督导|督查|督促(?:指导|检查|落实)|考核|附则"
)
"""In the titles of sections that speak of how the work is led: there only whole sentences charge anybody."""
FIRST_LEADS = re.compile(
    r"(?:列|排)(?:名|在)?(?:第一位?|首位?|最前面?)(?:的|者)?(?:责任)?(?:单位|部门|科室|股室)?(?:为|是|系)(?:牵头|总牵头|主要责任|主责|主办|第一责任)"
    r"(?:负责)?(?:单位|部门|科室|股室)?|首位(?:单位|部门)?(?:为|是)牵头"
)
OTHERS_HELP = re.compile(
    r"其(?:他|它|余)(?:的|各)?(?:责任)?(?:单位|部门|科室|股室)?(?:均?为|是)(?:责任)?(?:配合|协办|协助|协作|参加|参与)"
)
"""What a rule of the first place may say of the others."""
BELOW = re.compile(r"^下同$")

BESIDE = re.compile(r"继任|递补|变动的|如有变动|岗位调整|不再另行")
"""What an attribution says beside names: that successors take over."""
NOTHING = frozenset(("—", "-", "——", "/", "无", "暂无", "－", "―", "\\", "–", "○", "公式未算出"))
"""What stands in a cell that names nobody."""
CONTACT = re.compile(r"联系人|联络员|电话|邮箱|传真")
CONTACT_LINE = re.compile(r"^[ \t]*(?:联系人|联络员|联系电话|电话|邮箱|传真)[^\n]*$", re.MULTILINE)
LIST_WORDS = re.compile(r"以及|及|和|与|暨|/")
TAIL = re.compile(r"等(?:\d+个)?[一-鿿]{0,4}(?:单位|部门|科室|股室|地方|地区|机构)$|等$")
TOGETHER = re.compile(r"会同|联合|商(?!务|业|会|贸|办|标|投|促|品)(?=[省市县区州]|[一-鿿]{1,6}(?:局|委|办|部|股|科))")
"""Between whoever does it and those who help."""
BEFORE = re.compile(r"^(?:(?:此|这|本|该|上述|以上)(?:几?项)?(?:工作|任务)?(?=由))?(?:由|会同|以及|及|和|与|并由|请)")

UNIT_END = re.compile(
    r"(?:局|股|室|办|委|科|处|中心|公司|院|校|站|所|队|会|部|厅|府|(?:银|支|分|商|人|农)行|社|团|区|县|市|镇|乡|街道|集团|学|院|馆|组|专班"
    r"|妇联|残联|工商联|文联|科协|侨联|单位|部门|园|场|村|社区|台|国网|厂|基地|署|海关|税务|电力|电信|移动|联通|分局|支行"
    r"|窗口|大厅|法院|检察院|联社|供销|指挥长|机关|党校|档案|气象|烟草|邮政|总工会|人大|政协|纪委监委|科室|股室|处室|委室)$"
)
"""How the name of a unit ends."""
COLLECTIVE = re.compile(
    r"^(?:局属|市直|县直|区直|省直|机关|市级|县级|区级|省级|局机关|全局|全县|全市|全区|[县市区镇]内|辖区内?|辖内|境内|系统|其他|其它|有关|相关|所有|全体|下属|直属)?"
    r"(?:各|有关|相关|其他|其它|所有|全体)|^(?:局属|市直|县直|区直|省直|直属|下属|全体|局机关|市级|县级|区级|省级|有关|相关|其他|其它)"
    r".{0,6}(?:单位|部门|科室|股室|处室|机关|企业)$"
    r"|^[一-鿿]{2,12}(?:各|有关|相关)[一-鿿]{0,4}(?:单位|部门|科室|股室|企业|机构|乡镇|街道|学校|社区|村居|村)$|[一-鿿”]{3,}成员单位$|全体(?:人员|干部|职工|教师)$|^(?:单位|部门|科室|股室|处室|股|科|乡镇|镇街|街道|街道办事处|街办|县级市|社区|学校|(?:乡|镇|乡镇|镇街)(?:人民)?政府)$"
)
"""Names that mean many at once."""
PREFIX = re.compile(
    r"^(?:省|市(?!场|容|民(?!政|宗|族|营)|域|监局|监管|政(?!府|协|法|务))|县(?!域)|区(?!域|块)|州|旗(?!下)|国家)(?!直|级|区|委区)(?=.{2,})"
)
"""What the first name of a list lends to the others: 市发改委、财政局."""
PARTY = re.compile(
    r"^(?:组织部|宣传部|统战部|政法委|社会工作部|网信办|编办|党校|老干部局|改革办|巡察办|督查室|机要保密局|机要局|直属机关工委|直机关工委|史志办|依法治[县市区]办|国安办|外事办|台办|农办)$"
)
"""Organs of the committee: behind 县委政法委 it is 县委 that is lent to 社会工作部."""
SERVES = re.compile("(?:供电|电力|自来水|供水|燃气)分?公司")
"""Of this place or of a net that goes by another name: nothing is lent to it, and it is asked."""
LED = re.compile(
    r"[(（]([一-鿿]{3,16})(?:总?牵头|为牵头单位)[)）]$|^([一-鿿]{3,16})为(?:总?牵头|主要责任)(?:单位|部门|科室|股室)$"
)
"""县统计局、各乡镇（县统计局牵头）: which one of the list leads it."""
SECTION = re.compile(r"(?:处|科|股|(?<!办公)室|(?<![武装])部)$")
"""Sections stand inside the unit that writes: 市就业中心、计财处 does not mean 市计财处."""
OWN_PLACE = re.compile(
    r"^[一-鿿]{2,3}(?:省|市|县|区|州)(?!域|划|属|直|委|级|政府|政协)[一-鿿]{3,}|^[一-鿿]{2,8}(?:自然保护区|风景名胜区|风景区|景区|湿地公园|水库|林场)|^人行|^人民银行|^农发行|^国家|^武警|^海关|^海事|^驻|^(?:共青)?团[省市县区州]委|^共青团|^中国|^国家|^中共|公司$|集团$|银行$|支行$|分行$|大学$|学院$|学校$|中学$|医院$|[县市区镇乡]$|街道|管委会$|管理委员会$|[镇乡]政府$|[一-鿿]{2}街道办事处$|园区$|国网|移动$|联通$|电信$|铁塔$|人民政府|法院$|海关"
)
"""Names that stand for themselves: nothing is lent to them."""
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单"
    "杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾"
    "暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍"
    "璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴殳沃利蔚越"
    "夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦"
    "商牟佘佴伯赏墨哈谯笪年爱阳佟言福代仝覃刘付邝谌兰"
)
TITLES = re.compile(
    r"(?:同志|(?:常务)?副?(?:局长|主任|股长|科长|处长|县长|市长|区长|书记|组长|所长|站长|院长|校长|部长|镇长|乡长|主席|常委|调研员|科员))+$"
)
"""What stands behind a person's name and is no part of it."""
POST_BEFORE = re.compile(
    r"^[一-鿿]{0,16}?(?:局长|主任|股长|科长|处长|县长|市长|区长|镇长|乡长|书记|组长|所长|站长|院长|校长|部长|主席|会长|队长|经理|董事长"
    r"|常委|委员|党组成员|党委成员|调研员|同志)(?P<name>[一-鿿·]{2,4})$"
)
"""What stands before one: 副区长罗庆, 县发改局局长李宁."""
POST_ALONE = re.compile(
    r"(?:中共)?[省市县区州旗镇乡]?(?:委|政府|人大|政协|局)?(?:党委|党组)?(?:常务)?副?(?:局长|主任|县长|市长|区长|镇长|乡长|书记|主席|常委|党组成员|部长|主任委员)"
)
"""A post without its holder: 县委常委、副县长 周敏 are one person."""
