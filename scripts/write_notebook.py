"""Run the notebook of the guide and write its outputs, and its page, anew.

python scripts/write_notebook.py              outputs and page
python scripts/write_notebook.py --pictures   the pictures of the page too; needs a browser
"""

import ast
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "guide"
NOTEBOOK, PAGE = GUIDE / "notebook.ipynb", GUIDE / "notebook.md"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TALLEST = 640
Cell = dict[str, Any]


def cells() -> list[Cell]:
    return json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]


def ran(every: list[Cell]) -> Iterator[tuple[Cell, Any]]:
    """Each cell of code and what it ends with, in a folder in which the examples lie."""
    os.environ["POLARS_FMT_MAX_COLS"] = "12"
    names: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("examples").symlink_to(GUIDE.parents[1] / "examples")
        for cell in every:
            if cell["cell_type"] == "code":
                yield cell, _last("".join(cell["source"]), names)


def _last(source: str, names: dict[str, Any]) -> Any:
    body = ast.parse(source)
    last = body.body.pop() if isinstance(body.body[-1], ast.Expr) else None
    exec(compile(body, "cell", "exec"), names)  # noqa: S102
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307


def outputs(made: Any, number: int) -> list[dict[str, Any]]:
    """What is kept of what a cell ends with: its words, so that a change of them is seen."""
    if made is None:
        return []
    data = {"text/plain": repr(made).splitlines(keepends=True)}
    return [
        {
            "output_type": "execute_result", "execution_count": number, "data": data,
            "metadata": {},
        }
    ]  # fmt: skip


def page(every: list[Cell]) -> str:
    """The notebook as a page: a picture where the cell names one, else its words."""
    parts = []
    for cell in every:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        picture = cell["metadata"].get("picture")
        if picture:
            parts.append(f"![{source.splitlines()[-1]}]({picture_of(picture).name})")
        else:
            parts += [f"```\n{''.join(one['data']['text/plain'])}\n```" for one in cell["outputs"]]
    return "\n\n".join(parts) + "\n"


def picture_of(name: str) -> Path:
    return GUIDE / f"notebook_{name}.png"


def take_pictures(pieces: dict[str, str]) -> None:
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        sys.exit(f"no browser is here: install one of {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 980, "height": 800}, color_scheme="light")
        for name, piece in pieces.items():
            tab.set_content(piece)
            whole = tab.locator(".interlock").bounding_box()
            clip = {**whole, "height": min(whole["height"], TALLEST)}
            tab.screenshot(path=picture_of(name), full_page=True, clip=clip)
        browser.close()


def main() -> None:
    whole = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    sys.modules["sklearn"] = None  # type: ignore[assignment]  # a baseline that only some have
    pieces = {}
    for number, (cell, made) in enumerate(ran(whole["cells"]), 1):
        cell["execution_count"], cell["outputs"] = number, outputs(made, number)
        if picture := cell["metadata"].get("picture"):
            pieces[picture] = made._repr_html_()
    NOTEBOOK.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(whole["cells"]), encoding="utf-8")
    if "--pictures" in sys.argv[1:]:
        take_pictures(pieces)


if __name__ == "__main__":
    main()
