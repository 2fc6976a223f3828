"""Lesson 05, looking back: the alignment of sounds with letters."""
from .specification import Lesson

LESSON = Lesson("05", "looking_back", "What if the decoder could look again?", ())
