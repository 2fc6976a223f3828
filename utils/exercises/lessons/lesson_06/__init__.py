"""Lesson 06, attention: what a query and a key are, and whom *it* means."""
from ...specification import Lesson
from .exercises import ATTENTION, CAUSAL_MASK, SELF_ATTENTION, SOFTMAX
from .explorations import BLEND_TO_TARGET, FIND_THE_LEAK, QUERY_KEY_VALUE, SCORES_TO_WEIGHTS, WHAT_IT_MEANS, WHY_SCALE

LESSON = Lesson("06", "attention", "What is a query, what is a key?",
                (SOFTMAX, CAUSAL_MASK, ATTENTION, SELF_ATTENTION, BLEND_TO_TARGET, SCORES_TO_WEIGHTS, QUERY_KEY_VALUE,
                 WHY_SCALE, FIND_THE_LEAK, WHAT_IT_MEANS))
