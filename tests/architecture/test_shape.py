"""The shape of the house: small rooms, SQL in one of them, templates that only format."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

ROOT = Path(__file__).parents[2]
MODULES = sorted([*(ROOT / "survey").rglob("*.py"), *(ROOT / "analytics").rglob("*.py")])
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 50, 120
SQL = re.compile(r"\b(SELECT .+ FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE)\b")
CALCULATING = (nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
CALCULATING_FILTERS = {"sum", "round", "int", "float"}
INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*(?:src=|application/json))[^>]*>(?!\{\{ inline\()|\son\w+=", re.IGNORECASE
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_no_room_is_too_full(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def lines_of(function: ast.FunctionDef) -> int:
    """Lines without the docstring: a formula may be explained at length."""
    words = ast.get_docstring(function, clean=False)
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1 - (len(words.splitlines()) if words else 0)


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_no_function_is_too_long(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [f.name for f in functions if lines_of(f) > LONGEST_FUNCTION] == []


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_only_the_store_speaks_sql(module: Path) -> None:
    if "store" not in module.parts:
        assert SQL.search(module.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_no_error_is_swallowed(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    handlers = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]
    assert [h.lineno for h in handlers if isinstance(h.body[0], ast.Pass)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_templates_are_short_and_have_no_script_of_their_own(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_TEMPLATE
    assert INLINE_SCRIPT.search(text) is None


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_templates_format_and_never_calculate(app: Flask, template: Path) -> None:
    tree = app.jinja_env.parse(template.read_text(encoding="utf-8"))
    # Two lists may be joined; anything else with an operator is work for analytics.
    sums = [node for node in tree.find_all(nodes.Add) if not isinstance(node.right, nodes.List)]
    found = [node.lineno for node in [*tree.find_all(CALCULATING), *sums]]
    filters = [node.lineno for node in tree.find_all(nodes.Filter) if node.name in CALCULATING_FILTERS]
    assert found + filters == []


def test_the_arrows_point_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
