"""A headless Chromium held by its debugging pipe: shows a page, measures, prints and reads it."""

import base64
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PROGRAM = shutil.which("chromium")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
_PAGE = re.compile(rb"/Type\s*/Page[^s]")


class Chromium:
    """One browser with one tab."""

    def __init__(self, profile: Path) -> None:
        assert PROGRAM
        commands, self._write = _pipe()
        self._read, answers = _pipe()
        quiet = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
        ends = [(os.POSIX_SPAWN_DUP2, commands, 3), (os.POSIX_SPAWN_DUP2, answers, 4), quiet]
        arguments = [PROGRAM, *_OPTIONS, f"--user-data-dir={profile}"]
        self._pid = os.posix_spawn(PROGRAM, arguments, dict(os.environ), file_actions=ends)
        os.close(commands)
        os.close(answers)
        self._number, self._rest, self._session = 0, b"", ""
        self.requests: list[str] = []
        tab = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Accessibility"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> Any:
        """One command of the DevTools protocol, and its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            if answer.get("method") == "Network.requestWillBeSent":
                self.requests.append(answer["params"]["request"]["url"])
        assert "error" not in answer, answer
        return answer["result"]

    def show(self, html: str, width: int) -> None:
        """A page in a window of `width` pixels."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=1123, deviceScaleFactor=1, mobile=False)
        frame = self.call("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self.call("Page.setDocumentContent", frameId=frame, html=html)

    def overflow(self) -> list[str]:
        """The elements that reach beyond the right edge, and the page if it can be scrolled sideways."""
        script = """(() => { const width = document.documentElement.clientWidth;
            const out = [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > width + .5)
                .map(e => e.outerHTML.slice(0, 120));
            return document.documentElement.scrollWidth > width ? ['page', ...out] : out; })()"""
        found: list[str] = self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"]["value"]
        return found

    def pages(self) -> int:
        """How many A4 pages it prints on."""
        printed = self.call("Page.printToPDF", preferCSSPageSize=True)["data"]
        return len(_PAGE.findall(base64.b64decode(printed)))

    def readable(self) -> str:
        """The text that the accessibility tree has, in its order."""
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        texts = [node for node in nodes if node.get("role", {}).get("value") == "StaticText"]
        return "\n".join(node["name"]["value"] for node in texts)

    def close(self) -> None:
        """Ends the browser."""
        self._session = ""
        os.write(self._write, b'{"id": 0, "method": "Browser.close"}\0')
        os.waitpid(self._pid, 0)
        os.close(self._write)
        os.close(self._read)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._read, 1 << 20)
            assert more, "Chromium has ended"
            self._rest += more
        message, self._rest = self._rest.split(b"\0", 1)
        answer: dict[str, Any] = json.loads(message)
        return answer


def _pipe() -> tuple[int, int]:
    """A pipe whose ends lie above the two that the browser wants."""
    import fcntl  # where there is none, there is no such browser either

    ends = os.pipe()
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in ends]
    for end in ends:
        os.close(end)
    return moved[0], moved[1]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """One Chromium for all tests of a file."""
    if PROGRAM is None:
        pytest.skip("no Chromium on this machine")
    found = Chromium(tmp_path_factory.mktemp("profile"))
    yield found
    found.close()
