"""The `onehop` command."""

import argparse
import os
import sys
from pathlib import Path

from utils.terminal import spell_out

ROOT = Path(__file__).resolve().parent.parent


def lab():
    """Serve JupyterLab on the first lesson, and open a browser on it unless BROWSER is `none`.

    PORT chooses the port, which must then be free. The settings in .jupyter/ are defaults, below the learner's own:
    nothing asks for JupyterLab's news.
    """
    from jupyterlab.labapp import LabApp

    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        filter(None, [str(ROOT / ".jupyter"), os.environ.get("JUPYTER_CONFIG_PATH")])
    )
    arguments = [
        f"--ServerApp.root_dir={ROOT}",
        "--LabApp.default_url=/lab/tree/lessons/00_welcome.ipynb",
        # The lock decides the version, so advice to update it would be wrong.
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    if os.environ.get("PORT"):
        arguments += [f"--ServerApp.port={os.environ['PORT']}", "--ServerApp.port_retries=0"]
    if os.environ.get("BROWSER") == "none":
        arguments.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")  # a container, most likely; JupyterLab refuses root otherwise
    LabApp.launch_instance(arguments)


def progress():
    """Print which exercises have passed, and the scoreboard."""
    from utils.exercises import report

    print(report())


def reset(lesson):
    """Put a fresh copy of a lesson in place and keep the old pair beside it as NAME.old-N."""
    from utils.authoring import renew_lesson

    name = find_lesson(lesson)
    for path in renew_lesson(ROOT, name):
        print(f"kept   {path.relative_to(ROOT)}")
    print(f"fresh  lessons/{name}.ipynb")
    print("If the lesson is open in JupyterLab, close its tab and open it again.")


def find_lesson(text):
    """The lesson's name, from its number, its name, either without the other, or a path to it.

    Exits with the list of lessons where there is none.
    """
    lessons = sorted(path.stem for path in (ROOT / "solutions").glob("[0-9][0-9]_*.py"))
    wanted = Path(text).stem
    for name in lessons:
        if wanted in (name, *name.split("_", 1)):
            return name
    sys.exit(f"onehop: there is no lesson {text!r}; the lessons are {', '.join(lessons)}")


def doctor():
    """Say what is wrong with the installation and how to mend it; exits with 1 if anything is."""
    from utils.doctor import report

    text, well = report()
    print(text)
    sys.exit(0 if well else 1)


def notebooks():
    """Write lessons, notebooks and reference from the masters, and print what changed."""
    from utils.authoring import MasterError, build

    try:
        changed = build(ROOT)
    except MasterError as error:
        sys.exit(f"onehop: {error}")
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
    add(reset, "start a lesson afresh; the old copy is kept beside it").add_argument(
        "lesson", metavar="LESSON", help="such as 01, recurrence or 01_recurrence"
    )
    add(doctor, "say what is wrong with the installation, and how to mend it")
    add(notebooks, "write lessons, notebooks and reference from solutions/")
    add(book, "build the book, the solved lessons as pages")

    options = vars(parser.parse_args(arguments))
    options.pop("run")(**options)


if __name__ == "__main__":
    main()
