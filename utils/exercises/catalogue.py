"""All specifications of the course, by id, gathered from the lessons' modules beside this file."""
import importlib
import pkgutil
from pathlib import Path


def _gather():
    found = sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)])
                   if m.name.startswith("lesson_"))
    return [importlib.import_module(f"{__package__}.{name}").LESSON for name in found]


lessons = _gather()
specifications = {spec.id: spec for lesson in lessons for spec in lesson.specifications}
lesson_of = {spec.id: lesson for lesson in lessons for spec in lesson.specifications}
