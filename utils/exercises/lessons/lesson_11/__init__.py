"""Lesson 11, language model: a decoder alone, how to draw from what it says, and the race against the LSTM."""
from ...specification import Lesson
from .decoder import GPT
from .questions import AHEAD_IN_EQUAL_TIME, CHAIN_OF_TRAINING, LEAVE_OUT_THE_UNLIKELY, TERMS
from .writing import GENERATE, SAMPLE

LESSON = Lesson("11", "language_model", "Why did it take over?",
                (GPT, CHAIN_OF_TRAINING, AHEAD_IN_EQUAL_TIME, GENERATE, SAMPLE, LEAVE_OUT_THE_UNLIKELY), TERMS)
