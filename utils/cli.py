"""The `onehop` command."""

import argparse
import getpass
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from utils import work
from utils.terminal import onehop, spell_out

ROOT = Path(__file__).resolve().parent.parent


def lab():
    """Copy the lessons that are not there yet into the work folder, and open the first there in JupyterLab.

    PORT chooses the port, which must then be free; BROWSER=none opens no browser. The settings in .jupyter/
    are defaults, below the learner's own: nothing asks for JupyterLab's news.
    """
    folder = work.folder()
    find_places(folder)  # first, since matplotlib too looks for a place of its own as it is loaded
    first = lay_out(folder)

    from jupyterlab.labapp import LabApp

    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        filter(None, [str(ROOT / ".jupyter"), os.environ.get("JUPYTER_CONFIG_PATH")])
    )
    served = root_of(folder)
    address = quote(first.relative_to(served).as_posix(), errors="surrogateescape")
    arguments = [
        f"--ServerApp.root_dir={served}",
        f"--LabApp.default_url=/lab/tree/{address}",
        # The lock decides the version, so advice to update it would be wrong.
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    if port := os.environ.get("PORT"):
        if not port.isdecimal() or not 0 < int(port) < 65536:
            sys.exit(f"onehop: PORT={port} is no port; it is a number from 1 to 65535")
        arguments += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if os.environ.get("BROWSER") == "none":
        arguments.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")  # a container, most likely; JupyterLab refuses root otherwise
    LabApp.launch_instance(arguments)


def lay_out(folder):
    """Copy what is missing into the work folder, and say what is older than the course.

    Returns the first lesson's copy. Exits with a sentence where there is no such copy and none can be made.
    """
    from utils.authoring import copy_missing, lesson_names, older

    first = folder / f"{lesson_names(ROOT)[0]}.ipynb"
    try:
        copy_missing(ROOT, folder)
    except OSError as error:
        problem = f"onehop: not all lessons could be copied to {folder} ({work.reason(error)}); {work.ROOM}"
        if not first.exists():
            sys.exit(problem)
        print(problem)
    for name in older(ROOT, folder):
        print(f"{shown(folder / name)}.ipynb is older than the course. `{onehop()} renew {name[:2]}` brings the "
              "newer one, with what you did.")
    return first


def find_places(folder):
    """Where JupyterLab cannot write to its places in the home directory, give it some in the work folder."""
    from jupyter_core import paths

    places = {"JUPYTER_CONFIG_DIR": paths.jupyter_config_dir, "JUPYTER_DATA_DIR": paths.jupyter_data_dir,
              "JUPYTER_RUNTIME_DIR": paths.jupyter_runtime_dir}
    refused = {variable: place() for variable, place in places.items() if work.obstacle(Path(place()))}
    if refused:
        print(f"JupyterLab cannot write to {', '.join(refused.values())}, and keeps its own in "
              f"{folder / '.jupyter'} instead.")
        for variable in (*refused, "IPYTHONDIR", "MPLCONFIGDIR"):
            os.environ[variable] = str(folder / ".jupyter" / variable.lower())


def root_of(folder):
    """What JupyterLab serves: the clone, with the work folder in it, or else the work folder alone.

    A work folder that is hidden in the clone would be hidden in JupyterLab too.
    """
    inside = folder.is_relative_to(ROOT)
    hidden = inside and any(part.startswith(".") for part in folder.relative_to(ROOT).parts)
    return ROOT if inside and not hidden else folder


def shown(path):
    """A path as it is printed: from the clone where it is in there."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def progress():
    """Print which exercises have passed, and the scoreboard."""
    from utils.exercises import report

    print(report())


def reset(lesson):
    """Put a fresh copy of a lesson in place, and keep the old one beside it as NAME.old-N."""
    from utils import authoring

    name = find_lesson(lesson)
    copy = work.folder() / f"{name}.ipynb"
    with sentences(f"{shown(copy)} stays as it was"):
        kept = authoring.reset(ROOT, work.folder(), name)
    say_replaced(copy, kept)


def renew(lesson):
    """Bring a lesson up to the course, with what was done in its copy; that is kept beside it as NAME.old-N.

    Answers, recorded answers, cells of one's own and edits are in the newer lesson, without their outputs.
    """
    from utils import authoring

    name = find_lesson(lesson)
    copy = work.folder() / f"{name}.ipynb"
    if not copy.exists():
        return reset(lesson)
    with sentences(f"{shown(copy)} stays as it was"):
        try:
            renewal, kept = authoring.renew(ROOT, work.folder(), name)
        except authoring.Unreadable as error:
            sys.exit(f"onehop: {shown(copy)} {error}, so nothing can be carried over. `{onehop()} reset {name[:2]}` "
                     "keeps it beside a fresh one.")
    if not kept:
        print(f"{shown(copy)} has all that the course gives now.")
        return
    say_replaced(copy, kept)
    for what, carried in {
        "answers": renewal.answers, "recorded answers": renewal.recorded,
        "cells of your own": renewal.own, "cells that you edited": renewal.edited,
    }.items():  # fmt: skip
        if carried:
            print(f"with   {what}: {'; '.join(carried)}")
    for sentence in renewal.said:
        print(f"look   {sentence}")


@contextmanager
def sentences(failed):
    """End the command with a sentence where a master is faulty, a copy is for JupyterLab to restore, or a file
    cannot be read or written.

    failed: what is then the case.
    """
    from utils.authoring import MasterError, Restorable

    try:
        yield
    except (MasterError, Restorable) as error:
        sys.exit(f"onehop: {error}")
    except OSError as error:
        sys.exit(f"onehop: {failed} ({work.reason(error)})")


def say_replaced(copy, kept):
    for path in kept:
        print(f"kept   {shown(path)}")
    print(f"fresh  {shown(copy)}")
    print("If the lesson is open in JupyterLab, close its tab and open it again.")


def find_lesson(text):
    """The lesson's name, from its number, its name, either without the other, or a path to it.

    Exits with the list of lessons where there is none.
    """
    from utils.authoring import lesson_names

    lessons = lesson_names(ROOT)
    wanted = Path(text).stem
    for name in lessons:
        if wanted in (name, *name.split("_", 1)):
            return name
    sys.exit(f"onehop: there is no lesson {text!r}; the lessons are {', '.join(lessons)}")


def _count(text):
    """A whole number from 1 on, as an option has it."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def doctor():
    """Say what is wrong with the installation and how to mend it; exits with 1 if anything is."""
    from utils.doctor import report

    text, well = report()
    print(text)
    sys.exit(0 if well else 1)


def notebooks():
    """Write lessons, notebooks and reference from the masters, and print what changed."""
    from utils.authoring import build

    with sentences("not everything could be written"):
        changed = build(ROOT)
    for path in changed:
        print(path.relative_to(ROOT))


def book():
    """Build the book into build/book/, executing the solved lessons where that is not already done."""
    from utils.publishing import BookError, build

    try:
        front = build(ROOT, ROOT / "build" / "book")
    except BookError as error:
        sys.exit(f"onehop: {error}")
    print(f"The book is built. Open {front.relative_to(ROOT)} in a browser.")


def pack(name):
    """Put your lessons and your progress into NAME.zip, here, to hand them in.

    NAME is by default what you are called on this machine. A zip of that name is replaced.
    """
    from utils import packing

    path = Path.cwd() / f"{name or getpass.getuser()}.zip"
    try:
        lessons = packing.pack(work.folder(), path)
    except OSError as error:
        sys.exit(f"onehop: {path} could not be written ({work.reason(error)})")
    if not lessons:
        sys.exit(f"onehop: there is no lesson in {work.folder()} yet; `{onehop()} lab` copies them there")
    print(f"{path} has {len(lessons)} lessons and your progress.")


def handout(file):
    """Write FILE, a zip of the course for learners: without solutions, tests and book.

    A lesson goes on with the course's own answers, so these are in it, as the modules of utils/reference/.
    """
    from utils import authoring

    path = Path(file).absolute()
    with sentences(f"{path} could not be written"):
        files = authoring.hand_out(ROOT, path)
    print(f"{path} has {len(files)} files, {sum(name.endswith('.ipynb') for name in files)} lessons among them.")


def grade(submissions, out, lesson, seed_file, workers, timeout, again, unsandboxed):
    """Grade the collected notebooks in SUBMISSIONS, and write a gradebook and tables of it into GRADES.

    SUBMISSIONS is a folder, or the zip that Canvas, Moodle or Gradescope gives: STUDENT/LESSON.ipynb,
    LESSON/STUDENT.ipynb, STUDENT_LESSON.ipynb, the same as .py, and each learner's own zip. What cannot be used is
    listed with its reason. An interrupt (Ctrl C) keeps what is done, and the same command goes on from there; a file
    that has been graded is not graded again. Marks given by hand stay.
    """
    from utils import grading

    if unsandboxed:
        print("Without a sandbox an answer can do on this machine whatever you can: read and change files, and grades.")
    out = Path(out)
    try:
        with grading.Collection(Path(submissions)) as collection, grading.Gradebook(out / "gradebook.db") as book, \
                grading.Workers(workers, Path(seed_file or out / "seed.txt"),
                                grading.unsandboxed if unsandboxed else grading.sandboxed, timeout) as graders:
            wanted = lesson and find_lesson(lesson)
            files = [file for file in collection.files if wanted in (None, file.lesson)]
            before = book.last()
            ended = ""
            try:
                _watch(grading.grade_class(collection, files, book, graders, again))
            except KeyboardInterrupt:
                ended = "Stopped. What is done is in the gradebook, and the same command goes on from there."
            _say_graded(collection, book, before, out)
    except (grading.BookError, grading.SeedError) as error:
        sys.exit(f"onehop: {error}")
    except grading.NoSandbox as error:
        sys.exit(f"onehop: {error} Nothing more was run. Where you trust all who handed something in, --unsandboxed "
                 "does without.")
    except grading.Unreadable as error:
        sys.exit(f"onehop: {submissions} {error}")
    except OSError as error:
        sys.exit(f"onehop: the tables could not be written ({work.reason(error)}); the grades are in "
                 f"{out / 'gradebook.db'}")
    if ended:
        sys.exit(ended)


def _watch(standings):
    """Say how far the grading has come: on a terminal in a line that is written over, elsewhere once in a while."""
    began = shown = time.monotonic()
    over = sys.stdout.isatty()
    standing = next(standings)
    try:
        for _ in standings:
            now, fresh = time.monotonic(), standing.done - standing.kept
            if over or now - shown > 30:
                shown, left = now, (now - began) / max(fresh, 1) * (standing.total - standing.done)
                print("\r\x1b[K" * over + f"{standing}, about {1 + left // 60:.0f} min left", end="" if over else "\n",
                      flush=True)
    finally:
        print("\r\x1b[K" * over + f"{standing}.")
    if standing.kept:
        print(f"{standing.kept} of them had been graded before, and were not graded again.")


def _say_graded(collection, book, before, out):
    """Write the tables, and say what was not used, whose points changed, and where everything is."""
    from utils import grading

    tables = grading.export(book.entries(), out)
    for path, reason in collection.unused[:20]:
        print(f"unused   {grading.neutral(path)} {grading.neutral(reason)}")
    work.write(out / "unused.txt", "".join(f"{grading.neutral(path)} {grading.neutral(reason)}\n"
                                           for path, reason in collection.unused))
    if len(collection.unused) > 20:
        print(f"unused   {len(collection.unused) - 20} more, all in {out / 'unused.txt'}")
    for change in book.changes(before):
        print(f"changed  {grading.neutral(change.student)}, {change.exercise}: {_points(change.before)} to "
              f"{_points(change.after)}, since {change.why}")
    unsettled = [entry for entry in book.entries() if entry.counts is None]
    if unsettled:
        print(f"look     {len(unsettled)} exercises have no points until somebody has looked at them, such as "
              f"{unsettled[0].exercise} of {grading.neutral(unsettled[0].student)}: "
              f"{grading.neutral(unsettled[0].diagnosis)}")
    names = ", ".join(path.name for path in tables if path.parent == out)
    print(f"grades   {out / 'gradebook.db'}, as tables in {names}")


def _points(points):
    return "no points" if points is None else f"{points:g}"


def main(arguments=None):
    """Run the subcommand named in `arguments` (by default those of the command line)."""
    spell_out()
    parser = argparse.ArgumentParser(prog="onehop", description="One Hop, from recurrence to a transformer.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(run, help):
        command = commands.add_parser(run.__name__, help=help, description=run.__doc__)
        command.set_defaults(run=run)
        return command

    add(lab, "open the course in JupyterLab")
    add(progress, "show what has passed, and the scoreboard")
    for command in (
        add(renew, "bring a lesson up to the course, with what you did in it"),
        add(reset, "start a lesson afresh; the old copy is kept beside it"),
    ):
        command.add_argument("lesson", metavar="LESSON", help="such as 01, recurrence or 01_recurrence")
    add(doctor, "say what is wrong with the installation, and how to mend it")
    add(notebooks, "write lessons, notebooks and reference from solutions/")
    add(book, "build the book, the solved lessons as pages")
    command = add(pack, "put your work into a zip, to hand it in")
    command.add_argument("name", metavar="NAME", nargs="?", help="what the zip is called, such as your name")
    command = add(handout, "put the course for learners into a zip")
    command.add_argument("file", metavar="FILE", nargs="?", default="one-hop.zip", help="by default %(default)s")
    command = add(grade, "grade what was collected")
    command.add_argument("submissions", metavar="SUBMISSIONS", help="a folder, a zip, or a single notebook")
    command.add_argument("--out", metavar="GRADES", required=True, help="the folder for the gradebook and its tables")
    command.add_argument("--lesson", help="only this one, such as 01, recurrence or 01_recurrence")
    command.add_argument("--seed-file", metavar="FILE", help="the secret number that chooses the examples; made where "
                         "it is not there, and by default GRADES/seed.txt")
    command.add_argument("--workers", type=_count, default=os.cpu_count() or 1, metavar="N",
                         help="how many submissions are graded at once (default: %(default)s, the number of cores)")
    command.add_argument("--timeout", type=_count, default=600, metavar="SECONDS",
                         help="for all answers of one submission together (default: %(default)s)")
    command.add_argument("--again", action="store_true", help="grade also what has been graded before")
    command.add_argument("--unsandboxed", action="store_true",
                         help="run answers without a sandbox: they can do whatever you can")

    options = vars(parser.parse_args(arguments))
    run = options.pop("run")
    if run in (lab, pack, progress, renew, reset) and (problem := work.misplaced()):  # the doctor finds it, and more
        sys.exit(f"onehop: {problem}")
    run(**options)


if __name__ == "__main__":
    main()
