"""The language server of editors, as an editor would start it and speak to it.

yaml-language-server is what VS Code's YAML extension, Neovim, Helix and others ask. It comes by npm
into pytest's cache, once for each version that `package.json` names, and is never let out: what it
would fetch is switched off, and what it might all the same has no way.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.programs import lacking

PACKAGE = Path(__file__).with_name("package.json")
_NAME = "yaml-language-server"
_VERSION = json.loads(PACKAGE.read_text(encoding="utf-8"))["dependencies"][_NAME]
_NPM = (
    *("install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund"),
    *("--no-update-notifier", "--prefer-offline", "--fetch-retries=1", "--loglevel=error"),
)
_NOWHERE = "http://127.0.0.1:9"
_SETTINGS: dict[str, Any] = {
    "yaml": {
        **dict.fromkeys(("validate", "hover", "completion"), True),
        "schemaStore": {"enable": False, "url": ""},
    },
    "http": {"proxy": _NOWHERE, "proxyStrictSSL": True},
    "[yaml]": {},
    "editor": {"tabSize": 2},
    "files": {},
}
_CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {
            "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}
        },
        "hover": {"contentFormat": ["markdown"]},
    },
}
_PATIENCE = 120
"""Seconds after which a server that has stopped answering is ended, so that no run waits on it."""


def installed(cache: Path) -> Path:
    """The program, which npm fetches if it is not in the cache yet."""
    folder = cache / f"{_NAME}-{_VERSION}"
    if not folder.exists():
        _install(folder)
    return folder / "node_modules" / _NAME / "bin" / _NAME


def _install(folder: Path) -> None:
    """Fetch it beside, then give it its name: what was broken off is never taken for whole."""
    draft = Path(tempfile.mkdtemp(dir=folder.parent))
    shutil.copy(PACKAGE, draft)
    npm = shutil.which("npm")
    assert npm
    ended = subprocess.run(
        [npm, *_NPM, "--prefix", str(draft)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if ended.returncode:
        shutil.rmtree(draft)
        lacking(f"npm cannot fetch {_NAME}: {ended.stdout[-500:]}")
    draft.rename(folder)


class LanguageServer:
    """A running server, spoken to over its standard input and output."""

    def __init__(self, program: Path, folder: Path) -> None:
        node = shutil.which("node")
        assert node
        self.folder = folder
        self.process = subprocess.Popen(
            [node, program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self.guard = threading.Timer(_PATIENCE, self.process.kill)
        self.asked = 0
        self._diagnostics: dict[str, list[Any]] = {}

    def __enter__(self) -> Self:
        self.guard.start()
        started = {"processId": os.getpid(), "rootUri": self.folder.as_uri()}
        self.request("initialize", {**started, "capabilities": _CAPABILITIES})
        self._notify("initialized", {})
        self._notify("workspace/didChangeConfiguration", {"settings": _SETTINGS})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.guard.cancel()
        self.process.kill()
        self.process.communicate()

    def open(self, name: str, text: str) -> str:
        """Open a file as an editor has it, saved or not, and return how it is spoken of."""
        uri = (self.folder / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def marked(self, uri: str) -> list[tuple[str, str]]:
        """The faults of an open file: place, counted from 1, and message."""
        while uri not in self._diagnostics:
            self._take()
        starts = ((one["range"]["start"], one["message"]) for one in self._diagnostics[uri])
        return [(f"{at['line'] + 1}:{at['character'] + 1}", said) for at, said in starts]

    def at(self, method: str, uri: str, line: int, character: int) -> Any:
        """Ask something of a place in an open file, counted from 0."""
        position = {"line": line, "character": character}
        return self.request(method, {"textDocument": {"uri": uri}, "position": position})

    def request(self, method: str, params: Any) -> Any:
        """Ask, and answer what the server asks meanwhile."""
        self.asked += 1
        self._send({"id": self.asked, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == self.asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def _take(self) -> dict[str, Any]:
        """The next message, once what it asks for is done."""
        message: dict[str, Any] = json.loads(self._body())
        params: Any = message.get("params")
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[params["uri"]] = params["diagnostics"]
        elif "method" in message and "id" in message:
            is_setting = message["method"] == "workspace/configuration"
            wanted = [_SETTINGS.get(item["section"]) for item in params["items"]]
            self._send({"id": message["id"], "result": wanted if is_setting else None})
        return message

    def _body(self) -> bytes:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        return self.process.stdout.read(length)
