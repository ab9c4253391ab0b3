"""A PostgreSQL server for the time of a test, from the packages of the system: in a folder of its own, gone at the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLACES = ("/usr/lib/postgresql/*/bin",)
_NEEDED = "PostgreSQL's server programs are missing: sudo apt-get install postgresql"


class Postgres:
    """A running server; `url` names a database in it."""

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self._programs, self._folder, self._user = programs, folder, user
        self.port = free_port()
        self._data = folder / "data"
        self._run("initdb", "-D", self._data, "-U", "signmatch", "--auth=trust", "-E", "UTF8", "--no-sync")

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://signmatch@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        options = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", self._folder / "log", "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Ends the server; `immediate` is what a power cut does to it."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", mode, "stop")

    def create(self, name: str) -> str:
        """Makes a database; its address."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "signmatch", name)
        return self.url(name)

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        done = subprocess.run(
            command, user=self._user, cwd=self._folder, env=os.environ | {"LC_ALL": "C.UTF-8"}, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.strip()}")


def missing() -> str:
    """Why there can be no server here; empty where there can."""
    if _programs() is None:
        return _NEEDED
    return _NEEDED if os.geteuid() == 0 and _postgres_user() is None else ""


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server that runs until the end. As root it runs as the user postgres, since PostgreSQL refuses to be root."""
    programs = _programs()
    if programs is None:
        raise RuntimeError(_NEEDED)
    user = _postgres_user() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="signmatch-postgres-"))
    if user:
        shutil.chown(folder, user)
    try:
        server = Postgres(programs, folder, user)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    found = sorted(folder for place in _PLACES for folder in Path("/").glob(place.lstrip("/")) if (folder / "initdb").exists())
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).parent if on_path else None


def _postgres_user() -> str | None:
    return "postgres" if any(each.pw_name == "postgres" for each in pwd.getpwall()) else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
