"""A home begun with the content that came with the program, or with as good as none. A bureau reads its own folders."""

import shutil
from pathlib import Path

from yudu_flow.content.ids import new_id
from yudu_flow.content.shipped import shipped
from yudu_flow.content.yaml_text import YamlText
from yudu_flow.domain.errors import BadRequest, NotAllowed

FOLDERS = ("workflows", "notifications", "config")


def copy_to(folder: Path) -> None:
    """Copy the three folders into `folder`. Raises NotAllowed where one of them is there already."""
    taken = [name for name in FOLDERS if (folder / name).exists()]
    if taken:
        raise NotAllowed(f"{folder} 中已有 {'、'.join(taken)}，没有覆盖；请换一个文件夹")
    for name in FOLDERS:
        shutil.copytree(shipped() / name, folder / name)


EMPTY = """\
# 名册：单位、岗位、人员、联系方式。在网页“名册”里登记，或从 Excel 导入；每个字段的写法见本目录 README.md。
bureau:
  id: {id}
  name: {name}

# kind：office 局办公室（有且只有一个），section 机关股室，unit 局属单位。
units:
  办公室:
    kind: office
    full_name: 局办公室
    aliases: [局办公室]
    liaison: {{holders: []}}
    head: {{holders: []}}

# 方案里的集合名称。不写 members 时，指方案点到名的各股室。
groups:
  - name: 各责任股室

# 局领导的岗位，第一个是主要领导。
leadership: {{}}

# 人员编号由程序按拼音编，定了就不要改。
people: {{}}
"""


def begin_anew(folder: Path, name: str, short: str) -> None:
    """The same for another bureau: nobody in the roster yet but an office without people, and no plan.

    `short` signs its messages. Raises NotAllowed, and BadRequest for a name that no line can hold.
    """
    for word in (name, short):
        if not word.strip() or not word.isprintable():
            raise BadRequest("请写明本局的全称和简称，写在一行里")
    copy_to(folder)
    for plan in (folder / "workflows").glob("*.yaml"):
        plan.unlink()
    roster, rules = (folder / "config" / file for file in ("roster.yaml", "rules.yaml"))
    empty = YamlText(EMPTY.format(id=new_id(name, (), "bureau"), name="本局"))
    # Not by the format above: a name may hold what YAML reads as a mark of its own.
    empty.put(("bureau", "name"), name.strip())
    roster.write_text(empty.text, encoding="utf-8")
    signed = YamlText(rules.read_text(encoding="utf-8"))
    signed.put(("sms_signature",), short.strip())
    rules.write_text(signed.text, encoding="utf-8")
