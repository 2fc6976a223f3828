"""Lesson 07, many heads: what heads share and what they cost."""
from .specification import Lesson

LESSON = Lesson("07", "many_heads", "Why look more than once?", ())
