"""The invented bureau's files: its roster and its plan."""

ROSTER = """\
bureau: {id: qingxi, name: 清溪县人力资源和社会保障局}
units:
  办公室:
    kind: office
    full_name: 局办公室
    aliases: [局办公室]
    liaison: {holders: [{person: lin-qiu}]}
    head: {holders: [{person: tao-ran}]}
  就业中心:
    kind: unit
    full_name: 清溪县就业服务中心
    in_charge: leader-gu
    liaison: {holders: [{person: su-he}]}
    head: {holders: [{person: han-song}]}
    firms: [长河电子, 青山服装]
  社保中心:
    kind: unit
    in_charge: leader-shen
    liaison: {holders: [{person: bai-hua}]}
    head: {holders: [{person: luo-ping}]}
  培训股:
    kind: section
    in_charge: leader-gu
    liaison: {holders: [{person: tang-ning}]}
    head: {holders: [{person: he-lan}]}
  仲裁股:
    kind: section
    liaison: {holders: [{person: ye-zhou}]}
    head: {holders: [{person: he-lan}]}
leadership:
  leader-gu: {title: 分管就业的局领导, holders: [{person: gu-mingyuan}]}
  leader-shen: {title: 分管社保的局领导, holders: [{person: shen-qing}]}
people:
  lin-qiu: {name: 林秋, email: lin-qiu@test.local, mobile: "13900000001", home: 办公室}
  tao-ran: {name: 陶然, email: tao-ran@test.local, mobile: "13900000002", home: 办公室}
  su-he: {name: 苏禾, email: su-he@test.local, mobile: "13900000003", home: 就业中心}
  han-song: {name: 韩松, email: han-song@test.local, mobile: "13900000004", home: 就业中心}
  bai-hua: {name: 白桦, email: bai-hua@test.local, mobile: "13900000005", home: 社保中心}
  luo-ping: {name: 罗平, email: luo-ping@test.local, mobile: "13900000006", home: 社保中心}
  tang-ning: {name: 唐宁, email: tang-ning@test.local, mobile: "13900000007", home: 培训股}
  he-lan: {name: 贺岚, email: he-lan@test.local, mobile: "13900000008", home: 培训股}
  ye-zhou: {name: 叶舟, email: ye-zhou@test.local, mobile: "13900000009", home: 仲裁股}
  zhou-yuan: {name: 周远, email: zhou-yuan@test.local, mobile: "13900000010", home: 社保中心}
  gu-mingyuan: {name: 顾明远, email: gu-mingyuan@test.local, mobile: "13900000011"}
  shen-qing: {name: 沈清, email: shen-qing@test.local, mobile: "13900000012"}
"""

PLAN = """\
id: wenjiuye-2020
number: 清人社〔2020〕9号
title: 稳就业工作方案
dated: 2020-09-18
parts:
  - title: 稳就业
    measures:
      - number: 1
        title: 稳定就业岗位
        assignments:
          - {id: "1.1", summary: 落实稳岗返还, leaders: [顾明远], units: [就业中心, 培训股]}
      - number: 2
        title: 扩大参保
        assignments:
          - id: "2.1"
            summary: 扩大参保覆盖面，及时化解争议
            leaders: [沈清]
            units: [社保中心, 仲裁股]
            targets:
              - {name: 参保人数, value: 48200, unit: 人, by: 2020-12-31, as_written: 4.82万人}
      - number: 3
        title: 走访企业
        assignments:
          - {id: "3.1", summary: 定期走访对口企业, leaders: [顾明远], units: [就业中心]}
          - {id: "3.2", summary: 每月走访企业, leaders: [沈清], people: [周远]}
          - {id: "3.3", summary: 汇总走访诉求, leaders: [顾明远], units: [办公室]}
duties:
  - id: report
    kind: report
    title: 稳就业月报
    basis: 清人社〔2020〕9号 三（一）
    day: 27
    sealed: true
    to: 局办公室
    contents: [贯彻落实情况, 困难问题, 改进建议, 下一步打算]
  - id: visit-3
    kind: visit
    title: 走访对口企业
    basis: 清人社〔2020〕9号 二（三）
    assignment: "3.1"
    units: [就业中心]
    firms: 2
    regular: true
  - id: visit-zhou
    kind: visit
    title: 走访企业
    basis: 清人社〔2020〕9号 二（三）
    assignment: "3.2"
    people: [周远]
    firms: 1
"""
