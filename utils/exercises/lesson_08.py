"""Lesson 08, word order: what positions add."""
from .specification import Lesson

LESSON = Lesson("08", "word_order", "How does it know who came first?", ())
