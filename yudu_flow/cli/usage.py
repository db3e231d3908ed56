"""Chinese for what Typer itself says: headings of the help, and a command line that it cannot read."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import typer
import typer.core

from yudu_flow.domain.errors import Refusal

HEADINGS = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "REQUIRED_LONG_STRING": "[必填]",
    "DEFAULT_STRING": "[默认：{}]",
}
PLACE = r"(?i:Invalid value for '?[^:']+'?: (?:file|path|directory) '(?P<what>[^']+)')"
# The first that fits speaks: what is general stands behind what says more.
ERRORS = (
    (r"Missing option '(?P<what>[^']+)'.*", "缺少选项 {what}"),
    (r"Missing argument '(?P<what>[^']+)'.*", "缺少参数 {what}"),
    (r"Missing command.*", "缺少命令"),
    (r"No such option: (?P<what>\S+) \(Possible options: (?P<near>.+)\)", "没有选项 {what}，可以写 {near}"),
    (r"No such option: (?P<what>\S+)", "没有选项 {what}"),
    (r"No such command '(?P<what>[^']+)'.*", "没有命令 {what}"),
    (r"Option '(?P<what>[^']+)' requires .*", "选项 {what} 后面要写内容"),
    (r"Option '(?P<what>[^']+)' does not take a value.*", "选项 {what} 后面不写内容"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<what>.+)\)", "多出了 {what}"),
    (
        r"Invalid value for '?(?P<what>[^:']+)'?: .*'(?P<wrong>[^']+)' is not one of (?P<near>.+?)\.?",
        "{what} 可以写 {near}",
    ),
    (rf"{PLACE} does not exist\.?", "找不到 {what}"),
    (rf"{PLACE} is a directory\.?", "{what} 是文件夹，请写文件"),
    (rf"{PLACE} is a file\.?", "{what} 是文件，请写文件夹"),
    (rf"{PLACE} is not readable\.?", "没有权限读 {what}"),
    (r"Invalid value for '?(?P<what>[^:']+)'?: (?P<why>.+)", "{what}：{why}"),
    (r"Invalid value: (?P<why>.+)", "{why}"),
    (r"(?:Input should be|.* is not) a valid integer.*|Unable to parse input string as an integer.*", "应为整数"),
    (r"Input should be less than or equal to (?P<what>\d+)", "不能大于{what}"),
    (r"Input should be greater than or equal to (?P<what>\d+)", "不能小于{what}"),
)
Verb = TypeVar("Verb", bound=Callable[..., Any])
HELP = "显示说明后退出"


class InChinese:
    """Help that is Chinese throughout, before that of Typer."""

    def get_help_option(self, ctx: Any) -> Any:
        if option := super().get_help_option(ctx):  # type: ignore[misc]  # Typer's, behind this one
            option.help = HELP
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _set_headings()
        super().format_help(ctx, formatter)  # type: ignore[misc]


class ChineseCommand(InChinese, typer.core.TyperCommand):
    """A command whose help is Chinese throughout."""

    def invoke(self, ctx: Any) -> Any:
        """A refusal names arguments of an act: those for which the command has an option are named by that."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            options = {one.name: one.opts[0] for one in self.params if one.param_type_name == "option"}
            refusal.needs = tuple(options[name] for name in refusal.needs if name in options)
            raise


class ChineseGroup(InChinese, typer.core.TyperGroup):
    """The same for a group of commands."""


def group_of(made: Callable[[], Mapping[str, Any]], prefix: str = "", *, after: str = "") -> type[ChineseGroup]:
    """A group with the commands of a table besides its own: those whose names begin with `prefix`, behind `after`.

    The table is asked only for what is not its own, since it loads all that acts need.
    """

    class Declared(ChineseGroup):
        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            return super().get_command(ctx, cmd_name) or made().get(f"{prefix}{cmd_name}")

        def list_commands(self, ctx: Any) -> list[str]:
            own = super().list_commands(ctx)
            mine = (name.removeprefix(prefix) for name in made() if name.startswith(prefix))
            # One with a blank is of a group beneath, which lists it itself.
            named = [name for name in mine if " " not in name and name not in own]
            place = own.index(after) + 1 if after else len(own)
            return [*own[:place], *named, *own[place:]]

    return Declared


class Commands(typer.Typer):
    """A Typer application of such commands."""

    def __init__(self, group: type[ChineseGroup] = ChineseGroup, **options: Any) -> None:
        super().__init__(cls=group, **{"no_args_is_help": True, **options})

    def command(self, name: str | None = None, **options: Any) -> Callable[[Verb], Verb]:
        return super().command(name, cls=ChineseCommand, **options)

    def take(self, *verbs: Callable[..., Any]) -> None:
        """Commands that are called as these are: urge-all of urge_all, return of return_."""
        for verb in verbs:
            self.command(verb.__name__.strip("_").replace("_", "-"))(verb)


def alone(verb: Callable[..., Any]) -> Any:
    """One command without those beside it."""
    app = Commands(add_completion=False)
    app.command(verb.__name__, context_settings={"help_option_names": ["-h", "--help"]})(verb)
    return typer.main.get_command(app)


def _set_headings() -> None:
    import typer.rich_utils  # a quarter of a second, which only a help page is worth

    for name, heading in HEADINGS.items():
        setattr(typer.rich_utils, name, heading)


def spoken_usage(message: str) -> str:
    """Typer's complaint in Chinese; as it is where the pattern is unknown."""
    for pattern, words in ERRORS:
        if found := re.fullmatch(pattern, message.strip(), re.DOTALL):
            spoken = {name: spoken_usage(value) for name, value in found.groupdict().items()}
            return words.format(**spoken)
    return message
