"""The house rules that no linter knows: names, folders, words and sizes."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from runpy import run_module, run_path

import pytest

from yudu_flow.domain.duties.registry import KINDS, folders

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "yudu_flow").rglob("*.py"))
MODULES = [file for file in SOURCES if "migrations" not in file.parts]
CONTENT = [ROOT / name for name in ("workflows", "notifications", "config")]
GENERIC = {
    *("utils", "util", "helpers", "helper", "manager", "managers", "common", "base", "core", "misc"),
    *("service", "services", "handler", "handlers", "crud", "schemas", "models"),
}
OFFICE_WORDS = (
    "于都",
    "就业局",
    "社保局",
    "农保局",
    "专技股",
    "事业股",
    "职建股",
    "六稳",
    "六保",
    "段先辉",
    "李明",
    "李子健",
)
EXCEPTIONS = {
    "content/notifications/samples.py": "the letter that every template is tried with is that of the notice",
    "content/roster/checks.py": "an example in a finding, from the shipped roster",
    "content/plan/shape.py": "examples in the schema, from the shipped plan",
    "cli/options.py": "examples in the help, from the shipped plan",
}


@cache
def tree_of(file: Path) -> ast.Module:
    """A module, parsed once for all rules."""
    return ast.parse(file.read_text(encoding="utf-8"))


def strings(file: Path) -> Iterator[str]:
    """Every string of a module but its docstrings."""
    tree = tree_of(file)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, documented)]
    said = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


@pytest.mark.parametrize("ring", ["domain", "actions", "web"])
def test_no_words_for_a_page_name_an_option_of_the_command_line(ring: str) -> None:
    """Whoever meets a refusal in a browser has no `--again` to write; the command line adds its own."""
    modules = (ROOT / "yudu_flow" / ring).rglob("*.py")
    said = [(file.name, words) for file in modules for words in strings(file)]
    assert [
        one for one in said if re.search("--[a-z]|（(extend|explain)", one[1]) and re.search("[一-鿿]", one[1])
    ] == []


def test_only_the_database_begins_transactions() -> None:
    """Elsewhere `.begin()` would run without SQLite's BEGIN: each statement by itself."""
    beginning = {
        file.name
        for file in MODULES
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and node.attr == "begin"
    }
    assert beginning <= {"database.py"}


def tracked() -> list[Path]:
    """The files that are under version control, or would be."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [path for name in done.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_it_gives_every_module_a_name_that_says_something() -> None:
    names = [file.relative_to(ROOT / "yudu_flow").with_suffix("").parts for file in SOURCES]
    assert [parts for parts in names if {*parts} & GENERIC] == []


def test_it_keeps_python_out_of_the_content_folders() -> None:
    kinds = {file.suffix for folder in CONTENT for file in folder.rglob("*") if file.is_file()}
    assert kinds == {".md", ".yaml", ".txt", ".html"}


def test_it_keeps_the_office_s_words_out_of_the_program() -> None:
    found = {
        file.relative_to(ROOT / "yudu_flow").as_posix()
        for file in MODULES
        for text in strings(file)
        if any(word in text for word in OFFICE_WORDS)
    }
    assert found == {*EXCEPTIONS}


DUTIES = ROOT / "yudu_flow" / "domain" / "duties"
KNOWS_OLD_NAMES = "old_rules.py"
"""It says what the names of former files mean today."""
FOLDERS = re.compile("|".join(f"^{word}$" for word in folders()))
RUNGS = re.compile(r"^[A-Z][-+]\d$|^V-")


def named_kinds(file: Path) -> Iterator[str]:
    """Where a module asks which kind of duty it deals with, or says what belongs to one."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("yudu_flow.domain.duties."):
            yield from (name for name in [(node.module or "").rpartition(".")[2]] if name in KINDS)
        elif isinstance(node, ast.Compare):
            said = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
            about = {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}
            yield from (str(name) for name in said & {*KINDS} if about & {"kind", "kinds", "duty"})
    yield from (text for text in strings(file) if FOLDERS.match(text) or (RUNGS.match(text) and text[0] in MARKS))


MARKS = {mark[0] for kind in KINDS.values() for mark in (kind.marks.before, kind.marks.after, kind.marks.seal) if mark}


def test_nobody_but_the_kinds_of_duty_knows_which_there_are() -> None:
    """A new kind is one file of values, one folder of words, one block of rules."""
    modules = [file for file in MODULES if DUTIES not in file.parents and file.name != KNOWS_OLD_NAMES]
    found = {file.relative_to(ROOT).as_posix(): [*named_kinds(file)] for file in modules}
    compared = re.compile(rf"kind\b[^%}}]*[\"']({'|'.join(KINDS)})[\"']")
    pages = (ROOT / "yudu_flow" / "web" / "templates").rglob("*.html")
    found |= {page.name: compared.findall(page.read_text(encoding="utf-8")) for page in pages}
    assert {name: said for name, said in found.items() if said} == {}


def test_what_may_be_anything_stands_at_edges_alone() -> None:
    """JSON, rows on their way to a statement, models that are made: elsewhere a type says what there is."""
    anything = re.compile(r"Row\[Any\]|dict\[str, Any\]")
    assert sum(len(anything.findall(file.read_text("utf-8"))) for file in MODULES) < 30


def test_it_keeps_files_short() -> None:
    """Migrations are written by Alembic."""
    long = {file.name: count for file in MODULES if (count := len(file.read_text("utf-8").splitlines())) > 350}
    assert long == {}


def test_it_starts_the_same_from_the_launcher(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "scheduler.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 15
    assert 'main(["run", *sys.argv[1:]])' in text
    help_of = []
    launcher = partial(run_path, str(ROOT / "scheduler.py"))
    for start, words in ((launcher, []), (partial(run_module, "yudu_flow"), ["run"])):
        monkeypatch.setattr(sys, "argv", ["yudu-flow", *words, "--help"])
        with pytest.raises(SystemExit, match=r"\A0\Z"):
            start(run_name="__main__")
        help_of.append(capsys.readouterr().out)
    assert help_of[0] == help_of[1] != ""


def test_it_lets_nothing_import_the_launcher() -> None:
    importing = [file for file in SOURCES if "import scheduler" in file.read_text(encoding="utf-8")]
    assert importing == []


IMPORT_ALL = """\
import importlib, pkgutil, sys, threading, yudu_flow
for found in pkgutil.walk_packages(yudu_flow.__path__, "yudu_flow."):
    if not found.name.endswith("__main__") and ".migrations" not in found.name and ".starter" not in found.name:
        importlib.import_module(found.name)
from sqlalchemy import Engine
from yudu_flow.settings import Settings
made = [(name, key) for name, module in [*sys.modules.items()] if name.startswith("yudu_flow")
        for key, value in vars(module).items() if isinstance(value, (Engine, Settings))]
assert made == [], made
assert threading.active_count() == 1
"""


def test_it_imports_without_effects(tmp_path: Path) -> None:
    """No engine, no settings, no thread, no file, and nothing printed."""
    run = [sys.executable, "-W", "error", "-c", IMPORT_ALL]
    environment = {"PYTHONPATH": str(ROOT), "YUDU_FLOW_DATABASE_URL": "nonsense", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [*tmp_path.iterdir()] == []


def test_it_names_no_machine_and_no_registry() -> None:
    telling = ("/work" + "/", "/tmp" + "/", "/home" + "/", "/root" + "/", "py" + "pi.org", "files.python" + "hosted")
    mirrors = ("py" + "pi.tuna", "mirrors." + "aliyun", "index" + "-url")
    said = {
        f"{file.relative_to(ROOT)}: {word}"
        for file in tracked()
        for word in (*telling, *mirrors)
        if file.suffix not in {".png", ".ico"} and word in file.read_text(encoding="utf-8", errors="replace")
    }
    assert said == set()
