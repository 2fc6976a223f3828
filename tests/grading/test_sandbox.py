"""Each wall of the sandbox is tried from the inside, and each is missed when it is taken away."""
import os
import re
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from utils.exercises import evaluate, runners
from utils.grading import NoSandbox, Sandboxed, check_walls, forker, sandbox

pytestmark = [pytest.mark.thorough, pytest.mark.skipif(not shutil.which("bwrap"), reason="there is no bubblewrap here")]
REPOSITORY = Path(__file__).parents[2]
RIGHT = "def neuron(x, weights, bias): return torch.relu(x @ weights + bias)"


@pytest.fixture(scope="module")
def box():
    with Sandboxed(memory=2**28) as box:
        check_walls(box)
        yield box
        assert not box.replaced  # no author of this file has hurt the process that forks


HEAD = """
import os, sys, ctypes, resource, signal, socket, subprocess, threading, time

def call(name, *values):
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*values) < 0:
        raise OSError(os.strerror(ctypes.get_errno()))
"""


def run(box, body):
    """What came of an author's answer with this body, which says what it has got in an exception."""
    indented = "\n".join("    " + line for line in body.strip().split("\n"))
    outcome = evaluate("neuron", f"{HEAD}\ndef neuron(x, weights, bias):\n{indented}\n", runner=box.author())
    assert outcome.points == 0
    after = evaluate("neuron", RIGHT, runner=box.author())
    assert after.status == "passed", after
    return outcome


# What is tried raises what it has got; a wall stands if it raises what `wall` matches instead.
ATTACKS = {
    "write to the host": ("open('/tmp/x', 'w')", "FileNotFoundError"),
    "write to the root": ("open('/x', 'w')", "Read-only"),
    "write to the worker": ("open('/worker/worker.py', 'a')", "Read-only"),
    "write to torch": ("open(torch.__file__, 'a')", "Read-only"),
    "write to the interpreter": ("open(os.__file__, 'a')", "Read-only"),
    "write to a device": ("open('/dev/x', 'w')", "Read-only"),
    "change the mode": ("os.chmod('/worker/worker.py', 0o777)", "Read-only"),
    "put a link": ("os.symlink('/', '/dev/x')", "Read-only"),
    "make a device": ("os.mknod('/x', 0o600 | 0o060000, os.makedev(8, 0))", "Read-only|not permitted"),
    "mount anew": ("call('mount', b'none', b'/', None, 32 | 4096, None)",
                   "not permitted"),
    "leave by name space": ("call('unshare', 0x10000000)",
                            "not permitted"),
    "become root": ("os.setuid(0)", "Invalid argument"),
    "change the root": ("os.chroot('/worker')", "not permitted"),
    "read the repository": (f"raise Exception(open({str(REPOSITORY / 'pyproject.toml')!r}).read())",
                            "FileNotFoundError"),
    "read a specification": (f"raise Exception(os.listdir({str(REPOSITORY / 'utils')!r}))", "FileNotFoundError"),
    "import a specification": ("__import__('utils.exercises')", "ModuleNotFoundError"),
    "import the reference": ("__import__('utils.reference')", "ModuleNotFoundError"),
    "import one's way around": ("sys.path += ['/', '/worker', '/packages']\nimport one_hop", "ModuleNotFoundError"),
    "read the passwords": ("raise Exception(open('/etc/passwd').read())", "FileNotFoundError"),
    "read of the first process": ("raise Exception(open('/proc/1/environ').read())", "FileNotFoundError"),
    "read of oneself": ("raise Exception(open('/proc/self/mounts').read())", "FileNotFoundError"),
    "read the machine": ("raise Exception(os.listdir('/sys'))", "FileNotFoundError"),
    "call the network": ("socket.create_connection(('127.0.0.1', 80), 1)", "PermissionError"),
    "call a name": ("raise Exception(socket.getaddrinfo('example.org', 80))", "gaierror|PermissionError"),
    "make a socket pair": ("socket.socketpair()", "PermissionError"),
    "fork": ("os.fork()", "BlockingIOError|temporarily unavailable"),
    "a fork bomb": ("while True: os.fork()", "BlockingIOError|temporarily unavailable"),
    "a fork bomb that does not give up": ("while True:\n    try: os.fork()\n    except OSError: pass",
                                          "still at work"),
    "a bomb of threads": ("while True: threading.Thread(target=time.sleep, args=(99,)).start()", "start new thread"),
    "a bomb in C": ("libc = ctypes.CDLL(None)\nfor _ in range(1000):\n    if libc.fork() == 0: time.sleep(600)\n"
                    "raise Exception('none')", "none"),
    "a shell": ("raise Exception('none' if os.system('true') else 'a shell')", "none"),
    "a program": ("subprocess.run([sys.executable, '-c', ''])", "BlockingIOError|PermissionError|unavailable"),
    "another program in one's place": ("os.execv(sys.executable, ['python'])", "PermissionError"),
    "a memory bomb": ("x = [bytearray(2**26) for _ in range(10**6)]", "MemoryError"),
    "a memory bomb in torch": ("x = [torch.ones(2**24) for _ in range(10**6)]", "memory"),
    "a memory bomb that is shared": ("import mmap\nx = [mmap.mmap(-1, 2**26) for _ in range(10**6)]",
                                     "allocate memory"),
    "a memory bomb in a file of its own": ("os.memfd_create('x')", "not permitted"),
    "a file bomb": ("files = []\nwhile True: files.append(os.dup(0))", "Too many open files"),
    "lift the limits": ("resource.setrlimit(resource.RLIMIT_AS, (-1, -1))", "not allowed to raise|ValueError"),
    "lower the forker's limits": ("resource.prlimit(1, resource.RLIMIT_NOFILE, (3, 3))", "PermissionError"),
    "tie the forker down": ("os.sched_setaffinity(1, {0})", "PermissionError"),
    "make the forker nice": ("os.setpriority(os.PRIO_PROCESS, 1, 19)", "PermissionError"),
    "trace the forker": ("call('ptrace', 16, 1, 0, 0)", "not permitted"),
    "write to the forker": ("call('process_vm_writev', 1, None, 0, None, 0, 0)",
                            "not permitted"),
    "a key that stays": ("call('syscall', 248, b'user', b'x', b'y', 1, -4)",
                         "not permitted"),
    "shared memory that stays": ("call('shmget', 7, 4096, 0o1666)",
                                 "not permitted"),
    "a queue that stays": ("call('mq_open', b'/x', 0o102, 0o666, None)",
                           "not permitted"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_wall_stands(box, name):
    attack, wall = ATTACKS[name]
    outcome = run(box, attack + "\nraise Exception('there is no wall')")
    said = f"{outcome.headline} {outcome.error}"
    assert re.search(wall, said) and "there is no wall" not in said, outcome


ENDS = {
    "kill the forker": "os.kill(1, 9)",
    "stop the forker": "os.kill(1, signal.SIGSTOP)",
    "interrupt the forker": "os.kill(1, 2); os.kill(1, 15)",
    "kill all": "os.kill(-1, 9)",
    "kill the group": "os.killpg(0, 9)",
    "leave": "os._exit(0)",
    "crash": "ctypes.string_at(0)",
    "close everything": "os.closerange(0, 100)",
    "no alarm, no end": "signal.setitimer(signal.ITIMER_REAL, 0)\nfor number in range(1, 32):\n"
                        "    try: signal.signal(number, signal.SIG_IGN)\n    except OSError: pass\nwhile True: pass",
    "an endless loop in C": "sum(iter(int, 1))",
    "a flood of replies": "while True:\n    for fd in range(3, 10):\n        try: os.write(fd, b'x' * 10**6)\n"
                          "        except OSError: pass",
}


@pytest.mark.parametrize("name", ENDS)
def test_who_ends_or_does_not_end_is_one_row(box, name, monkeypatch):
    monkeypatch.setattr(runners, "GRACE", 2.0)
    outcome = run(box, ENDS[name])
    assert outcome.status in ("raised", "timeout", "wrong")


def test_nothing_is_left_for_the_next_author(box):
    """Neither what it patched nor what it put into modules, nor a process, nor a file."""
    run(box, "torch.relu = lambda x: x\nimport math\nmath.left = sys.left = torch.left = 'left'\n"
             "sys.modules['worker_left'] = math\nsys.modules['worker'].left = 1\nraise Exception('done')")
    found = run(box, "import math\nsaid = [hasattr(thing, 'left') for thing in (math, sys, torch, "
                     "sys.modules['worker'])]\n"
                     "alive = []\nfor pid in range(2, 1000):\n    try: os.kill(pid, 0); alive.append(pid)\n"
                     "    except OSError: pass\n"
                     "raise Exception(f'{any(said)} {\"worker_left\" in sys.modules} {alive == [os.getpid()]}')")
    assert found.error == "Exception: False False True"


def test_there_is_little_to_read(box):
    outcome = run(box, "raise Exception(sorted(os.listdir('/')), sorted(os.listdir('/worker')), dict(os.environ), "
                       "os.getuid())")
    assert "['forker.py', 'worker.py'], {}, 1000" in outcome.error
    seen = set(re.search(r"\[(.*?)\]", outcome.error)[1].replace("'", "").split(", "))
    assert seen <= {"dev", "lib", "lib64", "packages", "usr", "worker", Path(sys.base_prefix).parts[1]}


def test_the_environment_of_the_grader_stays_outside(box, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "12345")
    with Sandboxed() as fresh:
        found = run(fresh, "libc = ctypes.CDLL(None)\nfirst = ctypes.c_void_p.in_dll(libc, 'environ').value\n"
                           "strings = ctypes.POINTER(ctypes.c_char_p)\n"
                           "raise Exception(dict(os.environ), first and ctypes.cast(first, strings)[0])")
        children = Path(f"/proc/{fresh.forking.pid}/task/{fresh.forking.pid}/children").read_text().split()
        for pid in [str(fresh.forking.pid), *children]:
            assert b"SECRET" not in Path(f"/proc/{pid}/environ").read_bytes()
    assert "SECRET" not in found.error and found.error.startswith("Exception: ({}")


def test_nothing_outlives_the_sandbox():
    with Sandboxed() as fresh:
        assert evaluate("neuron", RIGHT, runner=fresh).status == "passed"
        first = Path(f"/proc/{fresh.forking.pid}/task/{fresh.forking.pid}/children").read_text().split()
        assert first
    assert fresh.forking is None
    for _ in range(200):
        if not any(Path(f"/proc/{pid}").exists() for pid in first):
            return
        time.sleep(0.05)
    raise AssertionError("it is still there")


@pytest.mark.parametrize("when", ["between two authors", "in the midst"])
def test_a_forking_process_that_dies_is_replaced_and_said(when):
    with Sandboxed() as fresh:
        assert evaluate("neuron", RIGHT, runner=fresh.author()).status == "passed"
        if when == "between two authors":
            fresh.author()
        os.kill(fresh.forking.pid, signal.SIGKILL)
        fresh.forking.wait()
        if when == "in the midst":
            assert evaluate("neuron", RIGHT, runner=fresh).status in ("raised", "passed")
        assert evaluate("neuron", RIGHT, runner=fresh.author()).status == "passed"
        assert len(fresh.replaced) == 1


def test_a_forking_process_that_was_changed_is_replaced_and_said():
    import resource
    with Sandboxed() as fresh:
        assert evaluate("neuron", RIGHT, runner=fresh.author()).status == "passed"
        pid = int(Path(f"/proc/{fresh.forking.pid}/task/{fresh.forking.pid}/children").read_text())
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (20, 20))
        assert evaluate("neuron", RIGHT, runner=fresh.author()).status == "passed"
        assert len(fresh.replaced) == 1


def test_each_author_has_a_budget():
    with Sandboxed(budget=1.0) as fresh:
        slow = RIGHT.replace("return", "import time; time.sleep(0.3); return")
        for _ in range(2):
            outcome = evaluate("neuron", slow, runner=fresh.author())
            assert outcome.status == "timeout" and "1 seconds for all answers" in outcome.headline
        assert evaluate("neuron", "def neuron(x, weights, bias): return x", runner=fresh.author()).status == "wrong"


# Walls that are taken away

TAKEN = {
    "the name spaces of the network": (lambda walls: [*walls[:2], "--share-net", *walls[2:]],
                                       "shares the name space net"),

    "an ordinary user": (lambda walls: ["0" if wall == str(sandbox.UID) else wall for wall in walls], "as root"),
    "what is hidden": (lambda walls: [*walls[:before(walls)], "--ro-bind", *[str(REPOSITORY)] * 2,
                                      *walls[before(walls):]], "it sees"),
    "what cannot be written": (lambda walls: walls[:before(walls)] + walls[before(walls) + 2:], "it writes in"),
    "the processes": (lambda walls: [*walls[:before(walls)], "--proc", "/proc", *walls[before(walls):]],
                      "it sees /proc"),
}


def before(walls):
    return len(walls) - 1 - walls[::-1].index("--remount-ro")


@pytest.mark.parametrize("name", TAKEN)
def test_a_wall_of_bubblewrap_that_is_missing_is_missed(name, monkeypatch):
    change, said = TAKEN[name]
    whole = sandbox.command
    monkeypatch.setattr(sandbox, "command", lambda info: change(whole(info)))
    with Sandboxed() as open_, pytest.raises(NoSandbox, match=said):
        check_walls(open_)


INSIDE = {
    "the kernel's refusals": ("    refuse_calls()\n", "", "the kernel refuses it nothing.*it makes processes"),
    "the limits": ("    limit(memory, seconds)\n", "", "too much memory.*no limit AS"),
    "the empty environment": ("    os.environ.clear()\n", "", "it has an environment"),
    "no processes": ('"clone": (56, 220), ', "", "it makes processes"),
    "no sockets": ('"socket": (41, 198), ', "", "it makes sockets"),
    "no other's limits": ('"prlimit64": (302, 261), ', "", "it changes the process that forks"),
}


@pytest.mark.parametrize("name", INSIDE)
def test_a_wall_of_the_forking_process_that_is_missing_is_missed(name, monkeypatch, tmp_path):
    old, new, said = INSIDE[name]
    text = Path(forker.__file__).read_text()
    assert text.count(old) == 1
    (tmp_path / "forker.py").write_text(text.replace(old, new))
    monkeypatch.setattr(forker, "__file__", str(tmp_path / "forker.py"))
    with Sandboxed() as open_, pytest.raises(NoSandbox, match=said):
        check_walls(open_)


def test_outside_of_a_name_space_nothing_is_ended(monkeypatch):
    """kill(-1) by root ends all of a machine: only the first process of a name space may ask for it."""
    asked = []
    monkeypatch.setattr(forker.os, "kill", lambda *who: asked.append(who))
    for act in (forker.end_all, forker.main):
        with pytest.raises(RuntimeError, match="first process"):
            act()
    assert not asked


# Where there is no sandbox to be had


@pytest.mark.parametrize(("change", "said"), [
    (lambda patched: patched.setattr(sandbox.sys, "platform", "darwin"), "Grade on Linux"),
    (lambda patched: patched.setattr(sandbox.shutil, "which", lambda name: None), "apt install bubblewrap"),
    (lambda patched: patched.setattr(sandbox.platform, "machine", lambda: "riscv64"), "not on riscv64"),
    (lambda patched: patched.setattr(sandbox, "command", lambda info: ["/bin/sh", "-c", "echo no name spaces >&2"]),
     "no name spaces"),
])
def test_where_there_is_none_it_says_what_to_do(change, said, monkeypatch):
    with monkeypatch.context() as patched:
        change(patched)
        with Sandboxed() as none, pytest.raises(NoSandbox, match=said):
            none.start()
