"""A Dask cluster in processes of its own, started by the commands of the README, on this machine alone."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from dnn.background.settings import DASK, Settings
from tests.conftest import ROOT, STOP_SECONDS, end, free_port

PORT = "8786"
PROGRAM = "python -m dask"
PRELOAD = "--preload dnn.background.executors.dask_preload"


def readme_commands() -> list[str]:
    """The commands of the README that start the scheduler and the workers."""
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    return [re.sub(r" +#.*", "", line) for line in lines if f"{PROGRAM} " in line]


class DaskProcesses:
    """The processes of a cluster, which write into `folder`. Its workers have no nannies, which take seconds to end.

    Attributes:
        port: where its scheduler listens.
        scheduler, workers: its processes.
    """

    def __init__(self, folder: Path, options: str = "", workers: int = 2) -> None:
        """`options` are added to the commands."""
        self.port = free_port()
        self._folder, self._options, self._count = folder, options, workers
        self._started: list[subprocess.Popen[bytes]] = []
        self.start()

    def start(self) -> None:
        """Start the scheduler and the workers, all at once."""
        self.scheduler = self._start(readme_commands()[0])
        self.workers = [self.start_worker() for _ in range(self._count)]

    def start_worker(self, preload: str = PRELOAD) -> subprocess.Popen[bytes]:
        """Start one worker."""
        command = readme_commands()[1].replace("--nworkers 2", "--no-nanny").replace(PRELOAD, preload)
        return self._start(command.replace("tcp://", "tls://" if "tls" in self._options else "tcp://"))

    def settings(self, **others: object) -> Settings:
        """The settings of a server that trains on it."""
        return Settings(executor=f"{DASK}127.0.0.1:{self.port}", **others)  # type: ignore[arg-type]

    def kill_scheduler(self) -> None:
        """Kill the scheduler, and wait until its workers have ended, as they do by themselves."""
        self.scheduler.kill()
        for process in (self.scheduler, *self.workers):
            process.wait(STOP_SECONDS)

    def end(self) -> None:
        """End all processes; the workers first, who would say much about a lost scheduler."""
        for process in reversed(self._started):
            end(process)

    def _start(self, command: str) -> subprocess.Popen[bytes]:
        """Start a command of the README with this cluster's port."""
        _python, *arguments = shlex.split(f"{command.replace(PORT, str(self.port))} {self._options}")
        with (self._folder / f"dask{len(self._started)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=os.environ | {"TMPDIR": str(self._folder)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._started.append(process)
        return process
