"""Settings that the operator of a server makes by environment variables; the defaults suit a small machine."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from dnn.errors import ConfigurationError
from dnn.text.messages import Enumeration, Text
from dnn.validation.checks import one_of

EXECUTORS = ("processes", "thread", "dask://HOST:PORT")
STORES = ("database", "memory")
DASK = "dask://"
PREFIX = "DNN_"
TEXTS = ("data", "database_url")
TLS_FILES = ("dask_tls_ca", "dask_tls_certificate", "dask_tls_key")
MAX_SWEEP_SECONDS = 5.0


@dataclass(frozen=True)
class Settings:
    """Each field can be set as DNN_FIELD, for example DNN_LEASE_SECONDS=60."""

    executor: str = "processes"
    """The executor for slices, one of EXECUTORS: worker processes, or one thread of the server where processes cannot
    be had, or the workers of a Dask cluster by the address of its scheduler."""
    dask_tls_ca: str = ""
    """PEM file of the authority that signed the cluster's certificates; empty: Dask's own configuration counts."""
    dask_tls_certificate: str = ""
    """PEM file of the certificate by which the cluster knows this server."""
    dask_tls_key: str = ""
    """PEM file of its key."""
    workers: int = 0
    """Worker processes; 0 = as many as this process may use cores. Of a cluster: slices at once; 0 = no bound."""
    store: str = "database"
    """The store of runs, one of STORES: a database, where they outlive the server, or memory alone."""
    data: str = ""
    """Folder of the SQLite database; empty: the folder that the system has for the data of its user."""
    database_url: str = ""
    """Address of another database than that, as SQLAlchemy writes it: postgresql+psycopg://USER:PASSWORD@HOST/NAME."""
    stored_days: int = 90
    """Days after which a run without a star is deleted from the database that has not been trained or changed;
    likewise progress in a lesson that nothing was added to, and a visitor's own lesson that nobody used."""
    stored_runs: int = 10_000
    """Runs that the database keeps, those written last."""
    stored_megabytes: int = 2_000
    """Megabytes of runs that the database keeps, those written last."""
    stored_megabytes_per_visitor: int = 400
    """Megabytes of runs that one visitor's notebook holds; the oldest go, those with a star last."""
    runs_per_visitor: int = 50
    """Runs of one visitor that her notebook holds without a star; she is asked before the oldest go."""
    starred_runs_per_visitor: int = 150
    """Runs that one visitor may star."""
    stored_table_days: int = 90
    """Days after which a visitor's table is deleted that she has not used, and on which none of her runs is."""
    stored_table_megabytes: int = 2_000
    """Megabytes of tables that the database keeps, those used last and those of kept runs. A new one takes the place of
    those that were not used for longest, and is refused where kept runs are on all others."""
    table_megabytes_per_visitor: int = 100
    """Megabytes of tables, as they are stored, that one visitor may keep."""
    tables_per_visitor: int = 50
    """Tables that one visitor may keep."""
    kept_table_megabytes: int = 500
    """Memory of the server that tables may take which are not in a database."""
    begun_lessons_per_visitor: int = 200
    """Lessons that the progress of one visitor is stored in."""
    lessons_per_visitor: int = 50
    """Lessons of her own that one visitor may bring in."""
    stored_lessons: int = 2_000
    """Lessons that all visitors have brought in and the server keeps, those used last."""
    stored_learning_megabytes: int = 500
    """Megabytes of progress in lessons that the database keeps, that stored last; and as many of own lessons."""
    kept_learning_megabytes: int = 50
    """Memory of the server that progress in lessons may take which is not in a database; and as much for own
    lessons."""
    active_runs: int = 400
    """Runs that train at the same time on this server."""
    background_runs: int = 1_000
    """Runs that are tried side by side in the background at the same time on this server, in the time that the others
    leave."""
    active_runs_per_visitor: int = 4
    """Runs of one visitor that train at the same time."""
    kept_runs: int = 2_000
    """Runs that the server remembers, training or not."""
    kept_megabytes: int = 500
    """Memory of the server that the networks of all remembered runs may take."""
    rooms: int = 100
    """Rooms of classes that are open at the same time."""
    room_members: int = 300
    """Members of one room."""
    room_hours: float = 24.0
    """Hours after its last use at which a room is deleted, with everything in it."""
    lease_seconds: float = 30.0
    """Seconds without a poll after which a run is suspended."""
    keep_seconds: float = 1_800.0
    """Seconds without a poll after which a run that does not train is forgotten."""
    slice_timeout_seconds: float = 60.0
    """Seconds after which a slice that has not come back is computed again by other workers, at least; 0 = it is waited
    for without end."""
    iteration_multiplications: int = 20_000_000_000
    """Multiplications that one iteration may take: about a second."""
    run_megabytes: int = 400
    """Memory that the buffers of one run may take in a worker."""

    @property
    def sweep_seconds(self) -> float:
        """Interval at which expired runs are looked for: half of the shorter term, or they would last much longer."""
        return min(MAX_SWEEP_SECONDS, self.lease_seconds / 2, self.keep_seconds / 2)

    @property
    def worker_count(self) -> int:
        """Number of workers on this machine, the cores counted where nothing is set."""
        return 1 if self.executor == "thread" else self.workers or usable_cores()

    @property
    def dask_address(self) -> str | None:
        """HOST:PORT of the scheduler of a Dask cluster; None where slices do not run on one."""
        return self.executor.removeprefix(DASK) if self.executor.startswith(DASK) else None

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the DNN_ variables.

        Raises:
            ConfigurationError: a value that is not a positive number, an executor that does not exist, a file that is
                not there, or a certificate without its key.
        """
        given = {field.name: environment.get(PREFIX + field.name.upper()) for field in fields(Settings)}
        settings = Settings(**{name: _read(name, text) for name, text in given.items() if text})  # type: ignore[arg-type]
        _check_certificates(settings)
        return settings


@cache
def usable_cores() -> int:
    """Cores that this process may use: those it may run on, or fewer where a container's share of time is less."""
    try:
        from loky import cpu_count
    except ImportError:
        return os.cpu_count() or 1
    return max(1, cpu_count())


def _read(name: str, text: str) -> object:
    if name == "executor":
        return _dask_address(text) if text.startswith(DASK) else one_of(PREFIX + name.upper(), text, EXECUTORS)
    if name in TLS_FILES:
        return _file(name, text)
    if name in TEXTS:
        return text
    if name == "store":
        return one_of(PREFIX + name.upper(), text, STORES)
    kind = type(getattr(Settings(), name))
    try:
        value = kind(text)
    except ValueError:
        value = -1
    if not value >= 0:
        raise ConfigurationError(
            PREFIX + name.upper(), Text("a number of at least 0"), text, str(getattr(Settings(), name))
        )
    return value


def _dask_address(text: str) -> str:
    """The address of a Dask scheduler, which has a host and a port and nothing else."""
    try:
        parts = urlsplit(text)
        is_one = bool(parts.hostname and parts.port) and text == DASK + parts.netloc and "@" not in text
    except ValueError:  # a port that is no number, or brackets that are not closed
        is_one = False
    if not is_one:
        expected = Text("the address of a Dask scheduler, {form}", form=EXECUTORS[-1])
        raise ConfigurationError(PREFIX + "EXECUTOR", expected, text, DASK + "127.0.0.1:8786")
    return text


def _file(name: str, text: str) -> str:
    if not Path(text).is_file():
        raise ConfigurationError(PREFIX + name.upper(), Text("a file"), text, Text("the path of a PEM file"))
    return text


def _check_certificates(settings: Settings) -> None:
    """Refuse a certificate without its key, or without the authority that the other side's is checked by."""
    missing = [PREFIX + name.upper() for name in TLS_FILES if not getattr(settings, name)]
    if 0 < len(missing) < len(TLS_FILES):
        names = Enumeration([PREFIX + name.upper() for name in TLS_FILES])
        hint = Text("all three or none")
        raise ConfigurationError(missing[0], Text("set together with the others of {names}", names=names), "", hint)
