"""What stops the book."""


class BookError(ValueError):
    """What has to be mended before the book can be built; `problems` has one message each, with its place."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems
