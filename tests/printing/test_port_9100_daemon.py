"""Against a port-9100 daemon that others made (p910nd): one-way, so labels end at "sent", whole and in order."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest

from station.devices.tcp_printer import Patience, TcpPrinter
from tests.printing.shop import draw, open_shop

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
def test_that_labels_reach_a_real_daemon_whole_and_stay_at_sent(tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    os.mkfifo(paper)  # the daemon begins a plain file anew for each job
    tray = os.open(paper, os.O_RDWR | os.O_NONBLOCK)
    with open_shop(tmp_path / "station") as shop, daemon(paper) as port:
        jobs = [shop.queue() for _unit in range(3)]
        with shop.printing(TcpPrinter("127.0.0.1", port, patience=PATIENCE)) as printing:
            assert printing.wait_idle(20)

        assert [shop.story(job) for job in jobs] == [["started", "sent NOT_ASKED"]] * 3
        drawn = [draw("outlet", job.payload["fields"], "zpl", 203) for job in jobs]
        assert os.read(tray, 65536).replace(b"~HS\r\n", b"").replace(b"~HQES\r\n", b"") == b"".join(drawn)
    os.close(tray)
