"""One folder that runs without Python: `python app/build.py [WHEEL]` leaves it in `dist/jinshan`, for this system.

PyInstaller packs what is installed, in an environment of its own: the wheel that is named, else this source.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

APP = Path(__file__).resolve().parent
TOP = APP.parent


def main(source: str) -> None:
    """Builds, and says where the folder is and how large."""
    with tempfile.TemporaryDirectory() as aside:
        python = _environment(Path(aside), source)
        packer: list[str | Path] = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
        packer += ["--distpath", TOP / "dist", "--workpath", Path(aside, "work"), APP / "jinshan.spec"]
        subprocess.run(packer, check=True, cwd=aside)  # not where the source is, which `-m` would find first
    made = TOP / "dist" / "jinshan"
    size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
    print(f"{made}: {size / 1_000_000:.0f} MB")


def _environment(aside: Path, source: str) -> Path:
    """A Python with the program and PyInstaller."""
    venv.create(aside / "venv", with_pip=True)
    python = aside / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-compile", f"{source}[app]"], check=True)
    return python


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else str(TOP))
