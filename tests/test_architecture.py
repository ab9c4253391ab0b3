"""The layers of docs/architecture.md hold: no import reaches up, and every heavy library has one owner."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_MODULE, LONGEST_TEST = 400, 600

LAYERS: dict[str, set[str]] = {
    "matchers": set(),
    "extractors": set(),
    "pipeline": {"extractors", "matchers"},
    "samples": {"extractors.vocabulary", "pipeline.application", "pipeline.errors"},
    "flows": {"pipeline"},
    "dashboard": {"pipeline", "extractors", "matchers"},
    "cli": {"flows", "dashboard", "samples", "pipeline", "extractors", "matchers"},
    "benchmarks": {"cli", "flows", "samples", "pipeline", "extractors", "matchers"},
    "docs": {"cli", "samples", "pipeline"},
}
"""What each folder may import of the others: whole folders, or single modules."""

WITHIN: dict[str, set[str]] = {
    "pipeline.chain": {"pipeline.application", "pipeline.outcome", "pipeline.policy", "pipeline.sighting", "pipeline.standards"},
    "pipeline.picture": set(),
    "pipeline.ocr": {"pipeline.errors", "pipeline.picture", "pipeline.stages", "pipeline.store"},
    "pipeline.store": {
        "pipeline.application",
        "pipeline.errors",
        "pipeline.intake",
        "pipeline.outcome",
        "pipeline.settings",
        "pipeline.sighting",
        "pipeline.stages",
    },
    "pipeline.intake": {
        "pipeline.application",
        "pipeline.columns",
        "pipeline.errors",
        "pipeline.settings",
        "pipeline.sheets",
        "pipeline.stages",
    },
}
"""What parts of the pipeline may import of its other parts. The chain is pure: no engine, no picture, no store."""

OWNERS: dict[str, set[str]] = {
    "cv2": {"pipeline/picture", "pipeline/ocr"},
    "pytesseract": {"pipeline/ocr", "benchmarks/peers.py"},
    "rapidocr": {"pipeline/ocr", "benchmarks/peers.py"},
    "onnxruntime": {"pipeline/ocr"},
    "zxingcpp": {"pipeline/picture", "samples"},
    "openpyxl": {"pipeline/sheets.py"},
    "pdfplumber": {"pipeline/intake"},
    "pdfminer": {"pipeline/intake"},
    "pypdfium2": {"pipeline/intake"},
    "sqlalchemy": {"pipeline/store"},
    "alembic": {"pipeline/store"},
    "prefect": {"flows"},
    "pebble": {"flows"},
    "uvicorn": {"flows", "dashboard"},
    "fastapi": {"dashboard"},
    "starlette": {"dashboard"},
    "typer": {"cli"},
}
"""In which folders a library may be imported."""

WIRED = {"pipeline.ocr.rapid": {"pipeline/bootstrap.py"}, "pipeline.ocr.tesseract": {"pipeline/bootstrap.py"}}
"""Real parts, and the one place that wires them."""


@cache
def modules() -> tuple[Path, ...]:
    """Every Python file of the project, as paths below its root."""
    tops = [path for path in ROOT.iterdir() if path.is_dir() and path.name.isidentifier() and path.name not in {"build", "dist", "demo"}]
    return tuple(sorted(file.relative_to(ROOT) for top in tops for file in top.rglob("*.py")))


CODE = [path for path in modules() if path.parts[0] != "tests"]


@cache
def imports(path: Path) -> tuple[str, ...]:
    """The full names of all modules and members that a file imports, inside functions too."""
    tree = ast.parse((ROOT / path).read_text("utf8"))
    return tuple(name for node in ast.walk(tree) for name in _names(node, path))


def _names(node: ast.AST, path: Path) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        package = path.parent.parts[: len(path.parent.parts) - node.level + 1] if node.level else ()
        module = ".".join([*package, *([node.module] if node.module else [])])
        yield from (f"{module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"import_module", "__import__"}:
        yield from (each.value for each in node.args[:1] if isinstance(each, ast.Constant) and isinstance(each.value, str))


def lies_in(name: str, places: set[str]) -> bool:
    """Whether a dotted name is one of the places or lies below one."""
    return any(name == place or name.startswith(f"{place}.") for place in places)


def test_the_walk_sees_imports_of_every_form() -> None:
    tree = ast.parse("import a.b\nfrom c import d\ndef f():\n  from . import e\n  from ..g import h\n  importlib.import_module('i.j')")
    seen = [name for node in ast.walk(tree) for name in _names(node, Path("pipeline/ocr/rapid.py"))]
    assert seen == ["a.b", "c.d", "pipeline.ocr.e", "pipeline.g.h", "i.j"]


def test_every_folder_of_code_has_its_layer() -> None:
    assert {path.parts[0] for path in CODE} <= set(LAYERS)
    assert len(CODE) > 50


@pytest.mark.parametrize("layer", LAYERS)
def test_no_import_reaches_up(layer: str) -> None:
    others = set(LAYERS) | {"tests"}
    reaching = [
        f"{path} imports {name}"
        for path in CODE
        if path.parts[0] == layer
        for name in imports(path)
        if name.partition(".")[0] in others - {layer} and not lies_in(name, LAYERS[layer])
    ]
    assert reaching == []


@pytest.mark.parametrize("part", WITHIN)
def test_no_part_of_the_pipeline_reaches_into_another(part: str) -> None:
    folder = Path(*part.split("."))
    reaching = [
        f"{path} imports {name}"
        for path in CODE
        if path.is_relative_to(folder)
        for name in imports(path)
        if name.startswith("pipeline.") and not lies_in(name, {part, *WITHIN[part]})
    ]
    assert reaching == []


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_imported_by_its_owner_only(library: str) -> None:
    owners = [Path(folder) for folder in OWNERS[library]]
    strangers = [
        str(path)
        for path in CODE
        if library in {name.partition(".")[0] for name in imports(path)} and not any(map(path.is_relative_to, owners))
    ]
    assert strangers == []


@pytest.mark.parametrize("part", WIRED)
def test_real_parts_are_wired_in_one_place(part: str) -> None:
    users = {str(path) for path in CODE if any(lies_in(name, {part}) for name in imports(path)) and path.parts[0] != "benchmarks"}
    assert users <= WIRED[part]


def test_no_module_is_too_long() -> None:
    lengths = {path: len((ROOT / path).read_text("utf8").splitlines()) for path in modules()}
    assert {
        str(path): lines for path, lines in lengths.items() if lines > (LONGEST_TEST if path.parts[0] == "tests" else LONGEST_MODULE)
    } == {}
