"""What stands in the three content folders: `check`, `renew`, `schema`, `init`."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson, text_in
from yudu_flow.cli.output import print_json, say
from yudu_flow.clock import wall_clock
from yudu_flow.wording.record import Record


def check(as_json: AsJson = False) -> None:
    """检查方案、名册、规则和模板：哪里写错了，哪些还没落实。"""
    rows = _findings()
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            say(_line(row))
        errors = sum(1 for row in rows if row["level"] == "error")
        say(f"错误{errors}处，提示{len(rows) - errors}处。")
    if any(row["level"] == "error" for row in rows):
        raise typer.Exit(2)


def renew() -> None:
    """更新内容：补上以前的版本没有的消息模板；把以前写法的 config/rules.yaml 改成现在的写法，注释和数值不变。"""
    from yudu_flow.actions.acts.adopt_rules import renew_rules
    from yudu_flow.content.notifications.lacking import put_in
    from yudu_flow.content.rules.old_rules import renewed
    from yudu_flow.content.rules.outline import FILE

    home = office.settings().home
    if added := put_in(home / "notifications"):
        say(f"notifications 补上{len(added)}种消息的模板，可以修改：{'、'.join(added)}。")
    seen, now = (home / FILE).read_bytes(), wall_clock()
    before = text_in(seen, home / FILE)
    after = renewed(before)
    if after == before:
        return say("config/rules.yaml 已经是现在的写法，没有改动。")
    renew_rules(home, office.bureau(now), "命令行", now, after, seen)
    return say("config/rules.yaml 已改成现在的写法：提醒和催办按事项分段，注释和数值不变。")


_WORDS = {"error": "错误", "warning": "提示"}


def _line(row: Record) -> str:
    """A finding on one line; `file:line:column` first, as editors and terminals link it."""
    advice = f" → {row['suggestion']}" if row["suggestion"] else ""
    return f"{row['file']}:{row['line']}:{row['column']} {_WORDS[row['level']]} {row['message']}{advice}"


def _findings() -> list[Record]:
    from yudu_flow.content.home import read_content
    from yudu_flow.content.notifications.lacking import lacking
    from yudu_flow.content.notifications.verdict import troubles
    from yudu_flow.domain.rules import Rules
    from yudu_flow.storage.link_codes import LENGTH

    machine, today = office.settings(), wall_clock().date()
    content, findings = read_content(machine.home, today, until_year=today.year, known=_known(machine, today))
    rules = content.rules if content else Rules()
    example = f"{machine.base_url.rstrip('/')}/s/{'x' * LENGTH}" if machine.base_url else ""
    folder = machine.home / "notifications"
    findings += troubles(folder, machine.var / "cache", rules.sms_signature, rules.sms_limit, example)
    return [*map(_row, findings), *map(_lacking, lacking(folder))]


def _known(machine: Any, today: date) -> Any:
    """What the records of a bureau answer; nothing where this machine keeps none in a file."""
    from yudu_flow.content.unsettled import Known
    from yudu_flow.storage import unloaded

    def ask(bureau: str) -> Known:
        file = unloaded.file_of(machine.database)
        if file is None:
            return Known()
        return Known(unloaded.firms_paired(file, bureau, today), unloaded.opened_once(file, bureau))

    return ask


def _row(finding: Any) -> Record:
    names = ("file", "line", "column", "level", "message", "suggestion")
    return {name: _plain(getattr(finding, name)) for name in names}


def _lacking(kind: str) -> Record:
    """A message of a later version than the one that made this home."""
    row = {"file": f"notifications/{kind}", "line": 1, "column": 1, "level": "warning"}
    return {
        **row,
        "message": f"没有消息“{kind}”的模板，照程序自带的文字发",
        "suggestion": "运行 yudu-flow renew 补上，可以再改",
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str) and type(value) in (int, str) else str(value)


def schema(folder: Annotated[Path, typer.Argument(help="写到哪个文件夹")] = Path("schema")) -> None:
    """生成各种 YAML 的 JSON Schema，编辑器可据此补全和检查。"""
    import json

    from yudu_flow.content.json_schema import schemas

    folder.mkdir(parents=True, exist_ok=True)
    for name, described in schemas().items():
        file = folder / f"{name}.json"
        file.write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        say(f"已写入 {file}")


def init(
    folder: Annotated[Path, typer.Argument(help="新文件夹")],
    bureau: Annotated[str, typer.Option("--bureau", help="另一个局的全称：从空名册开始，没有方案")] = "",
    short: Annotated[str, typer.Option("--short", help="它的简称，作短信签名；不写为全称")] = "",
) -> None:
    """复制一份初始内容（方案、模板、名册、规则），供本单位修改；写 --bureau 的，名册和方案是空的。"""
    from yudu_flow.content.starter import begin_anew, copy_to

    if bureau:
        begin_anew(folder, bureau, short or bureau)
        say(f"已在 {folder} 放好 workflows、notifications、config，名册和方案是空的。")
        return say(f"下一步：运行 YUDU_FLOW_HOME={folder} yudu-flow run，打开它给出的首次登录链接，按“开始使用”办")
    copy_to(folder)
    say(f"已在 {folder} 放好 workflows、notifications、config。")
    return say(f"下一步：修改 config/roster.yaml，然后运行 YUDU_FLOW_HOME={folder} yudu-flow check")
