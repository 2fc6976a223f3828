"""Inside the sandbox: imports torch once and forks a worker for each author.

This is the first process of its name space, so that no signal from within reaches it, and all others end with it. It
listens on standard input, a socket: a message with two files ends whatever runs and forks a worker on them, one
without ends whatever runs. It answers each with a byte. Where it is not as it was at first it ends instead.
"""
import array
import ctypes
import gc
import os
import platform
import resource
import signal
import socket
import struct
import sys

FILES = 64  # open at once
EPERM, EAGAIN = 1, 11
# Calls of the kernel that no answer needs: those that make processes and threads, which no limit counts where the
# grader is root; that reach another process, the one that forks among them; that make what outlives its process;
# that make memory which no limit counts; and the many-sided ones in which holes are found.
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
NEW = {"clone": (56, 220), "fork": (57, None), "vfork": (58, None), "clone3": (435, 435)}
REFUSED = {
    "execve": (59, 221), "execveat": (322, 281),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440), "migrate_pages": (256, 238), "move_pages": (279, 239),
    "setpriority": (141, 140), "sched_setparam": (142, 118), "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274), "ioprio_set": (251, 30),
    "shmget": (29, 194), "shmat": (30, 196), "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "memfd_create": (319, 279), "memfd_secret": (447, 447),
    "socket": (41, 198), "socketpair": (53, 199), "io_uring_setup": (425, 425),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265), "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
}
ON_ITSELF = {"prlimit64": (302, 261), "sched_setaffinity": (203, 122)}  # allowed where the process is 0, oneself


def refuse_calls():
    """Have the kernel refuse these calls to this process from now on. Raises OSError if it does not."""
    machine = platform.machine()
    column = list(ARCHITECTURES).index(machine)
    load, equal, at_least, give = 0x20, 0x15, 0x35, 0x06  # of the packet filter's words
    allow, refuse, end = 0x7FFF0000, 0x00050000, 0x80000000
    steps = [(load, 0, 0, 4), (equal, 1, 0, ARCHITECTURES[machine]), (give, 0, 0, end), (load, 0, 0, 0),
             (at_least, 0, 1, 0x40000000), (give, 0, 0, end)]  # another architecture's numbers for the same calls
    for calls, error in ((NEW, EAGAIN), (REFUSED, EPERM)):
        for numbers in calls.values():
            if numbers[column] is not None:
                steps += [(equal, 0, 1, numbers[column]), (give, 0, 0, refuse | error)]
    for numbers in ON_ITSELF.values():
        steps += [(equal, 0, 4, numbers[column]), (load, 0, 0, 16), (equal, 1, 0, 0), (give, 0, 0, refuse | EPERM),
                  (give, 0, 0, allow)]
    steps += [(give, 0, 0, allow)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    filter_ = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program))
    _prctl(38, 1)  # no new privileges
    _prctl(22, 2, ctypes.c_char_p(filter_))


def _prctl(option, *values):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, *values, *[0] * (4 - len(values))):
        raise OSError(ctypes.get_errno(), f"prctl {option}")


def limit(memory, seconds):
    """Limit this process: bytes of address space, seconds of work; no file is written, no core is dumped."""
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_NOFILE, FILES),
                       (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_MEMLOCK, 0),
                       (resource.RLIMIT_MSGQUEUE, 0)):
        resource.setrlimit(what, (most, most))


def state():
    """What another process could change of this one, if the walls between them were thin."""
    limits = [resource.getrlimit(what) for name, what in sorted(vars(resource).items()) if name.startswith("RLIMIT_")]
    return limits, os.sched_getaffinity(0), os.getpriority(os.PRIO_PROCESS, 0), os.listdir("/"), os.getcwd()


def end_all():
    """End every other process of the name space, and wait until none is left.

    Raises RuntimeError unless this is its first process: elsewhere it would end all that its user runs, and where that
    is root all of the machine.
    """
    if os.getpid() != 1:
        raise RuntimeError("not the first process of a name space of its own")
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass


def become_worker(worker, files, memory, seconds):
    """What the fork does: be limited, and serve these two files. Does not return."""
    for stream, file in enumerate(files):
        os.dup2(file, stream)
    os.closerange(3, FILES)
    limit(memory, seconds)
    refuse_calls()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    worker.main()


def main():
    if os.getpid() != 1:
        raise RuntimeError("not the first process of a name space of its own")
    sys.path += ["/worker", "/packages"]
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")  # a fork has no other threads
    import worker
    os.environ.clear()
    control = socket.socket(fileno=os.dup(0))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the first process gets none for which it has no handler
    _prctl(4, 0)  # not dumpable: its memory is nobody's to read or write
    gc.collect()
    gc.freeze()  # so that the forks share these pages
    before = state()
    control.send(b"r")
    while True:
        message, files, *_ = control.recvmsg(16, socket.CMSG_SPACE(2 * 4))
        end_all()
        if not message or state() != before:
            return
        if files:
            passed = array.array("i", files[0][2])
            memory, seconds = struct.unpack("QQ", message)
            if os.fork() == 0:
                try:
                    become_worker(worker, passed, memory, seconds)
                finally:
                    os._exit(0)
            for file in passed:
                os.close(file)
        control.send(b"r")


if __name__ == "__main__":
    main()
