"""Lesson 10, transformer: the encoder–decoder of 2017, how it is trained, and how it looks for what to say."""
from ...specification import Lesson
from .blocks import DECODER_BLOCK, TRANSFORMER
from .questions import BEAM_SAVES, FUTURE_SHOWN, PER_OF_2017, PER_OF_TODAY, TERMS
from .recipe import BEAM_SEARCH, SMOOTHED_LOSS, WARMUP_SCHEDULE

LESSON = Lesson("10", "transformer", "Attention is all you need?",
                (DECODER_BLOCK, TRANSFORMER, FUTURE_SHOWN, WARMUP_SCHEDULE, SMOOTHED_LOSS, PER_OF_2017, PER_OF_TODAY,
                 BEAM_SEARCH, BEAM_SAVES), TERMS)
