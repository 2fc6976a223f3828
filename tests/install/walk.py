"""Serve this folder with `make lab` and run the first lessons in it: `python -m tests.install.walk`."""

from tempfile import TemporaryDirectory

from tests.browser.lab import LESSONS, ROOT, Notebook, browse, fresh_page, serve

FIRST = LESSONS[:2]  # as a learner begins; tests/browser runs all of them


def main():
    with TemporaryDirectory() as folder, serve(["make", "lab"], ROOT, folder) as lab, browse() as browser:
        for lesson in FIRST:
            with fresh_page(browser) as page:
                Notebook(page, lab).walk(lesson)
            print(f"{lesson} ran from first to last cell")


if __name__ == "__main__":
    main()
