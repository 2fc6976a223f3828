"""Run handed-in answers behind walls: bubblewrap, limits, and a fresh process for each author.

The sandbox has the interpreter, torch, the worker and the process that forks, all to be read only, and nothing else:
no specification, no reference, no seed, no other submission, no environment, no network, no /proc and no place to
write. What holds is tried by `check_walls` from the inside, before every run.
"""
import contextlib
import importlib.metadata
import json
import math
import os
import platform
import re
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

from utils import reference
from utils.exercises import Case, Separate, catalogue, worker
from utils.exercises.runners import ENDING, STARTING, Channel

from . import forker

MEMORY = 2 * 2**30  # bytes that an author's process may take beside those of torch itself
UID = 1000  # inside; an ordinary one
DEVICES = ("null", "zero", "urandom")


class NoSandbox(RuntimeError):
    """Why answers cannot be run safely here, and what to do, in a sentence."""


class Sandboxed(Separate):
    """A runner as `Separate`, for one author after another. Each gets a process that is forked from one with torch.

    budget: seconds by the clock for all answers of one author; also of work, after which the process is ended.
    replaced: why the process that forks had to be started again, a sentence for each time.
    """

    def __init__(self, budget=math.inf, memory=MEMORY):
        super().__init__(command=(), budget=budget)
        self.memory = memory
        self.replaced = []
        self.forking = None

    def __exit__(self, *_):
        super().__exit__()
        self._end_forking()

    def author(self):
        """Begin with another author: in a fresh process and with a whole budget. Returns the runner."""
        self.close()
        self.left = self.budget
        return self

    def start(self):
        """Fork a worker. Raises NoSandbox if the sandbox does not come up."""
        for last in (False, True):
            if self.forking is None:
                self._start_forking()
            if self._fork():
                break
            self._end_forking()
            if last:
                raise NoSandbox("The sandbox does not start a worker.")
            self.replaced.append("The process that forks did not answer, or was no longer as it was at first.")
        try:
            self._greet()
        except RuntimeError as error:
            raise NoSandbox("The sandbox forks a worker that does not come up.") from error

    def close(self):
        """End the author's process. Where that cannot be had, the whole sandbox is ended."""
        if self.channel:
            self.channel.close()
            self.channel = None
            if not self._tell(b"end", []):
                self._end_forking()
                self.replaced.append("The process that forks did not end what it had forked.")

    def _fork(self):
        """Whether there is a worker behind `channel` now."""
        requests, replies = os.pipe(), os.pipe()
        seconds = 2**40 if self.budget == math.inf else math.ceil(self.budget)
        told = self._tell(struct.pack("QQ", self.size + self.memory, seconds), [requests[0], replies[1]])
        os.close(requests[0])
        os.close(replies[1])
        self.channel = Channel(os.fdopen(requests[1], "wb", 0), os.fdopen(replies[0], "rb", 0))
        if not told:
            self.channel.close()
            self.channel = None
        return told

    def _tell(self, message, files, patience=ENDING):
        """Whether the process that forks has taken this in."""
        if self.forking is None:
            return False
        try:
            self.control.settimeout(patience)
            if message:
                socket.send_fds(self.control, [message], files)
            return self.control.recv(1) == b"r"
        except OSError:
            return False

    def _start_forking(self):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        told, tell = os.pipe()
        try:
            self.forking = subprocess.Popen(command(tell), stdin=theirs, stdout=subprocess.DEVNULL, env={}, cwd="/",
                                            stderr=subprocess.PIPE, pass_fds=[tell], start_new_session=True)
        finally:
            theirs.close()
            os.close(tell)
        self.control = ours
        with open(told) as info:
            said = info.read()
        if not self._tell(b"", [], STARTING):
            self.forking.kill()
            why = self.forking.communicate(timeout=ENDING)[1].decode(errors="replace").strip()[-500:]
            self._end_forking()
            raise NoSandbox(f"The sandbox does not come up: {why or 'bubblewrap says nothing'}. Does this machine let "
                            f"an ordinary user make name spaces of their own (`unshare --user true`)?")
        self.told = json.loads(said)  # by bubblewrap, before anything ran in it
        # What torch takes of the address space depends on the machine, and the limit is on all of it.
        self.size = int(Path(f"/proc/{self.told['child-pid']}/statm").read_text().split()[0]) * resource.getpagesize()

    def _end_forking(self):
        if self.forking:
            self.control.close()
            with contextlib.suppress(OSError):
                os.killpg(self.forking.pid, signal.SIGKILL)  # and with it all that is in the sandbox
            self.forking.stderr.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.forking.wait(ENDING)
            self.forking = None


def command(info):
    """The command that starts the process that forks, in a sandbox. info: the file to which bubblewrap tells its id.

    Raises NoSandbox where there is none to be had.
    """
    if not sys.platform.startswith("linux"):
        raise NoSandbox("Answers are run in bubblewrap, which only Linux has. Grade on Linux, or in a container or a "
                        "virtual machine that runs it.")
    if platform.machine() not in forker.ARCHITECTURES:
        raise NoSandbox(f"The sandbox knows the kernel's calls on {' and '.join(forker.ARCHITECTURES)}, not on "
                        f"{platform.machine()}. Grade on one of these.")
    bubblewrap = shutil.which("bwrap")
    if not bubblewrap:
        raise NoSandbox("Answers are run in bubblewrap, and there is no `bwrap` here. Install it: `apt install "
                        "bubblewrap`, or `dnf install bubblewrap`.")
    python = os.path.realpath(sys.executable)
    walls = ["--unshare-all", "--unshare-user", "--disable-userns", "--uid", str(UID), "--gid", str(UID), "--cap-drop",
             "ALL", "--hostname", "sandbox", "--new-session", "--die-with-parent", "--as-pid-1", "--clearenv",
             "--info-fd", str(info), "--chdir", "/"]
    return [bubblewrap, *walls, *_mounts(python), "--remount-ro", "/", "--", python, "-ISB", "/worker/forker.py"]


def _mounts(python):
    """What there is to read: the interpreter without what is installed beside it, torch's packages, the worker."""
    given = {python: python}
    given |= {path: path for name in ("stdlib", "platstdlib")
              for path in [sysconfig.get_path(name, vars={"base": sys.base_prefix, "platbase": sys.base_prefix})]}
    several = sysconfig.get_config_var("MULTIARCH")
    system = ["/lib", "/lib64", "/usr/lib64", f"/usr/lib/{several}" if several else "/usr/lib"]
    links = {path: os.readlink(path) for path in system if os.path.islink(path)}
    given |= {path: path for path in system if os.path.isdir(path) and path not in links}
    if sys.base_prefix != "/usr":
        given |= {str(path): str(path) for path in Path(sys.base_prefix, "lib").glob("*.so*")}
    given |= {str(path): f"/packages/{path.name}" for path in packages("torch", "numpy")}
    given |= {module.__file__: f"/worker/{Path(module.__file__).name}" for module in (worker, forker)}
    mounts = []
    for path in sorted(given, key=lambda path: given[path]):  # a folder before what is in it
        mounts += ["--ro-bind", path, given[path]]
    for name in ("site-packages", "dist-packages"):
        for path in given:
            hidden = [path for path in (Path(path) / name, *Path(path).glob(f"python3*/{name}")) if path.is_dir()]
            for folder in hidden if given[path] == path else []:
                mounts += ["--tmpfs", str(folder), "--remount-ro", str(folder)]
    for path, target in links.items():
        mounts += ["--symlink", target, path]
    for name in DEVICES:
        mounts += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    return mounts


def packages(*names):
    """The files and folders of these distributions and of all that they require, as far as they are here."""
    found, wanted = {}, list(names)
    while wanted:
        name = re.match(r"[\w.-]+", wanted.pop())[0].lower().replace("_", "-")
        if name in found:
            continue
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:  # for another machine, or an extra
            continue
        tops = {file.parts[0] for file in distribution.files or ()} - {"..", "__pycache__"}
        found[name] = {Path(distribution.locate_file(top)).resolve() for top in tops}
        wanted += [each for each in distribution.requires or () if "extra ==" not in each]
    return sorted({path for paths in found.values() for path in paths if path.exists()})


def check_walls(sandbox):
    """Try every wall of a sandbox from the inside. Raises NoSandbox, with a sentence, if one is missing."""
    sandbox.author()
    host = [module.__file__ for module in (sys.modules[__name__], catalogue, reference)]
    failed = sandbox.load(WALLS, "walls")
    reply = failed or sandbox.call(Case({"hidden": host, "memory": sandbox.memory}), 20.0)
    found = reply.value if isinstance(reply.value, list) else [str(reply)]
    found += [f"it shares the name space {kind}" for kind in ("cgroup", "ipc", "mnt", "net", "pid", "uts")
              if sandbox.told.get(f"{kind}-namespace") in (None, os.stat(f"/proc/self/ns/{kind}").st_ino)]
    sandbox.author()
    if found:
        raise NoSandbox(f"The sandbox has a hole, and nothing is run in it: {'; '.join(map(str, found))}.")


WALLS = '''
import ctypes, os, resource, socket, threading

def walls(hidden, memory):
    """Sentences, one for each wall that is missing."""
    libc, holes = ctypes.CDLL(None, use_errno=True), []

    def succeeds(attempt, *values):
        try:
            return attempt(*values)
        except BaseException:
            return False

    def hole(sentence, attempt, *values):
        if succeeds(attempt, *values):
            holes.append(sentence)

    class Header(ctypes.Structure):
        _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]

    rights = (ctypes.c_uint32 * 6)(*[1] * 6)
    if libc.capget(ctypes.byref(Header(0x20080522, 0)), rights) or any(rights):
        holes.append("it has capabilities")
    if any(libc.prctl(23, right, 0, 0, 0) == 1 for right in range(64)):
        holes.append("it could be given capabilities")
    if 0 in (*os.getresuid(), *os.getresgid()):
        holes.append("it runs as root")
    if libc.prctl(39, 0, 0, 0, 0) != 1:
        holes.append("it could gain privileges")
    if libc.prctl(21, 0, 0, 0, 0) != 2:
        holes.append("the kernel refuses it nothing")
    if len(os.environ) or ctypes.c_void_p.in_dll(libc, "environ").value and \\
            ctypes.cast(ctypes.c_void_p.in_dll(libc, "environ").value, ctypes.POINTER(ctypes.c_char_p))[0]:
        holes.append("it has an environment")

    for kind in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK):
        hole("it makes sockets", lambda: socket.socket(kind, socket.SOCK_RAW if kind == 16 else socket.SOCK_STREAM))

    for path in [*hidden, "/etc", "/proc", "/sys", "/home", "/var", "/tmp", "/run", "/dev/shm"]:
        hole("it sees " + path, os.path.lexists, path)
    for folder, folders, files in os.walk("/"):
        if folder.count("/") > 4:
            folders.clear()
        hole("it writes in " + folder, lambda: os.close(os.open(folder + "/x", os.O_CREAT | os.O_WRONLY)) is None)
        if folder.startswith("/worker"):
            for name in files:
                hole("it writes " + name, lambda: os.close(os.open(folder + "/" + name, os.O_WRONLY)) is None)
    hole("it mounts", lambda: libc.mount(b"none", b"/", None, 32 | 4096, None) == 0)
    hole("it makes name spaces", lambda: libc.unshare(0x10000000) == 0)

    hole("it makes processes", lambda: os.fork() or os._exit(0))
    hole("it makes threads", lambda: threading.Thread(target=print).start() is None)
    hole("it starts programs", lambda: os.posix_spawn("/worker/worker.py", ["x"], {}))
    hole("it changes the process that forks", lambda: resource.prlimit(1, resource.RLIMIT_CORE, (0, 0)))
    hole("it is not the only one", lambda: [pid for pid in range(2, 3000) if pid != os.getpid() and alive(pid)])
    hole("it takes too much memory", lambda: bytearray(memory + 2 ** 20))
    for name, most in [("AS", 2 ** 40), ("FSIZE", 0), ("CORE", 0), ("NOFILE", 64)]:
        if not 0 <= resource.getrlimit(getattr(resource, "RLIMIT_" + name))[1] <= most:
            holes.append("there is no limit " + name)
    return holes


def alive(pid):
    try:
        os.kill(pid, 0)
        return True
    except OSError:
        return False
'''
