"""Say where a page is, and open it in a browser if there is one to be seen."""

import os
import sys
import webbrowser
from pathlib import Path


def main() -> None:
    page = Path(sys.argv[1]).resolve()
    print(f"\nThe report is in {page}")
    on_screen = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if on_screen and not os.environ.get("CI"):
        webbrowser.open(page.as_uri())


if __name__ == "__main__":
    main()
