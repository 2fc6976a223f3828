"""All specifications of the course, by id, gathered from the modules in lessons/."""
import importlib
import pkgutil
from pathlib import Path


def _gather():
    found = sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent / "lessons")]))
    return [importlib.import_module(f"{__package__}.lessons.{name}").LESSON for name in found]


lessons = _gather()
specifications = {spec.id: spec for lesson in lessons for spec in lesson.specifications}
lesson_of = {spec.id: lesson for lesson in lessons for spec in lesson.specifications}
