"""Against a port-9100 daemon that others made (p910nd): one-way, so labels end at "sent", whole and in order."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from station.devices.tcp_printer import Patience, TcpPrinter
from tests.printing.shop import drawn, open_shop

PATIENCE = Patience(connect=2.0, write=2.0, answer=0.2, drain=1.0, finish=2.0)


_LOCKS = Path("/var/lock/p910nd")  # the daemon wants it; its start script makes it


def _daemon_path() -> str | None:
    return shutil.which("p910nd") or shutil.which("p910nd", path="/usr/sbin:/sbin")


@contextmanager
def daemon(paper: Path) -> Iterator[int]:
    """p910nd on loopback, writing to a file; gives its port. Its ports are 9100 to 9109."""
    try:
        _LOCKS.mkdir(exist_ok=True)
    except OSError:
        pytest.skip(f"p910nd needs the folder {_LOCKS}, which only root can make")
    for number in range(10):
        port = 9100 + number
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                continue
        command = [str(_daemon_path()), "-d", "-i", "127.0.0.1", "-f", str(paper), str(number)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            if _listening(port, process):
                yield port
                return
        finally:
            process.kill()
            process.wait(5)
    pytest.skip("no free port for p910nd")


def _listening(port: int, process: subprocess.Popen[bytes]) -> bool:
    end = monotonic() + 5
    while process.poll() is None and monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
    return False


@pytest.mark.skipif(_daemon_path() is None, reason="p910nd is not installed (Debian package p910nd)")
@pytest.mark.parametrize(("fmt", "questions"), [("zpl", (b"~HS\r\n", b"~HQES\r\n")), ("tspl", (b"\x1b!?",)), ("png", ())])
def test_that_labels_reach_a_real_daemon_whole_and_stay_at_sent(tmp_path: Path, fmt: str, questions: tuple[bytes, ...]) -> None:
    paper = tmp_path / "paper"
    os.mkfifo(paper)  # the daemon begins a plain file anew for each job
    tray = os.open(paper, os.O_RDWR | os.O_NONBLOCK)
    fields: dict[str, Any] = {"gtin": "4006381333931", "title": "Leggings, schwarz"}
    with open_shop(tmp_path / "station") as shop, daemon(paper) as port:
        jobs = [shop.queue(layout="restock", **fields) for _unit in range(3)]
        printer = TcpPrinter("127.0.0.1", port, fmt=fmt, patience=PATIENCE)
        with shop.printing(printer, drawn) as printing:
            assert printing.wait_idle(20)

        assert [shop.story(job) for job in jobs] == [["started", "sent NOT_ASKED"]] * 3
        labels = [drawn("restock", job.payload["fields"], printer) for job in jobs]
        assert os.read(tray, 65536) == b"".join((*questions, *labels))  # asked once: it never answered
    os.close(tray)
