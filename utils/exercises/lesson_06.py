"""Lesson 06, attention: what a score, a weight and a blend are."""
from .specification import Lesson

LESSON = Lesson("06", "attention", "What is a query, what is a key?", ())
