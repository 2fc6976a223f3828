"""What an instructor uses: the sandbox in which handed-in answers run."""
from .sandbox import NoSandbox, Sandboxed, check_walls

__all__ = ["NoSandbox", "Sandboxed", "check_walls"]
