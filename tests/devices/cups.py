"""A spooler of its own for a test: a real cupsd with its folders in a temporary one, reachable by a local socket only."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from time import monotonic
from typing import Self

PROGRAMS = Path("/usr/lib/cups")
BACKEND = PROGRAMS / "backend" / "socket"
SECONDS = 20.0

_CONF = """
Listen {root}/cups.sock
Browsing No
WebInterface No
LogLevel warn
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES = """
ServerRoot {root}/etc
ServerBin {root}/bin
StateDir {root}/state
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/tmp
ErrorLog {root}/error_log
AccessLog {root}/access_log
PageLog {root}/page_log
SystemGroup root
"""


def cupsd_path() -> str | None:
    """Where cupsd is, if everything is there that these tests need."""
    found = shutil.which("cupsd") or shutil.which("cupsd", path="/usr/sbin:/sbin")
    return found if found and BACKEND.exists() and shutil.which("lp") and admin("lpadmin") else None


def admin(program: str) -> str | None:
    """A program of the administrator, which need not be on everybody's PATH."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")


class Cups:
    """The spooler, stopped and started again as a test wants. `server` is what CUPS_SERVER has to say."""

    def __init__(self) -> None:
        # Not pytest's folder: the path of a local socket may have 107 characters, and backends run as another user.
        self.root = Path(mkdtemp(prefix="cups"))
        self.root.chmod(0o755)
        for name in ("etc", "state", "cache", "spool", "tmp"):
            (self.root / name).mkdir()
        (self.root / "etc" / "cupsd.conf").write_text(_CONF.format(root=self.root))
        (self.root / "etc" / "cups-files.conf").write_text(_FILES.format(root=self.root))
        self._lay_out_programs()
        self.server = str(self.root / "cups.sock")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()
        shutil.rmtree(self.root, ignore_errors=True)

    def start(self) -> None:
        folder = self.root / "etc"
        command = [str(cupsd_path()), "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = monotonic() + SECONDS
        while self._process.poll() is None and monotonic() < end:
            with socket.socket(socket.AF_UNIX) as probe:
                if probe.connect_ex(self.server) == 0:
                    return
        raise AssertionError((self.root / "error_log").read_text() if (self.root / "error_log").exists() else "cupsd does not start")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(SECONDS)
            self._process = None

    def _lay_out_programs(self) -> None:
        """Those of the system, and a backend "broken" that always gives up."""
        for folder in PROGRAMS.iterdir():
            if folder.is_dir() and folder.name != "backend":
                (self.root / "bin").mkdir(exist_ok=True)
                (self.root / "bin" / folder.name).symlink_to(folder)
        backends = self.root / "bin" / "backend"
        backends.mkdir(parents=True)
        (backends / "socket").symlink_to(BACKEND)
        (backends / "broken").write_text("#!/bin/sh\nexit 1\n")
        (backends / "broken").chmod(0o755)

    def queue(self, name: str, port: int) -> None:
        """A raw queue to a port of this computer."""
        self.run("lpadmin", "-p", name, "-E", "-v", f"socket://127.0.0.1:{port}", "-m", "raw")

    def run(self, program: str, *arguments: str) -> str:
        """A command of CUPS; what it said. Fails if it failed."""
        done = subprocess.run(
            [str(admin(program)), *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
            env={"CUPS_SERVER": self.server, "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


class Tray:
    """A raw port that keeps what it gets, each connection apart."""

    def __init__(self, listener: socket.socket) -> None:
        self.port: int = listener.getsockname()[1]
        self.got: list[bytes] = []
        self._listener = listener

    def run(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(SECONDS)
                parts = []
                while data := connection.recv(65536):
                    parts.append(data)
                self.got.append(b"".join(parts))


@contextmanager
def deaf_port() -> Iterator[int]:
    """A port that nobody else gets, and where nobody listens: a printer that is switched off."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@contextmanager
def tray() -> Iterator[Tray]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        held = Tray(listener)
        thread = Thread(target=held.run)
        thread.start()
        try:
            yield held
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(SECONDS)
            assert not thread.is_alive()
