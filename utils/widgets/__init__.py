"""The widgets of the lessons: one class each, beside its ES module and its stylesheet. See base.py."""
from .alignment import Alignment
from .arrows import Arrows
from .choose import Choose
from .depth import Depth
from .explorable import Explorable
from .explorer import Explorer
from .fading import Fading
from .gate import Gate
from .heads import Heads
from .mask_painter import MaskPainter
from .panel import Panel
from .predict import Predict
from .sampling import Sampling
from .scaling import Scaling
from .scores_to_blend import ScoresToBlend
from .step_clock import StepClock
from .training_curve import TrainingCurve
from .weighted_blend import WeightedBlend
from .word_order import WordOrder

__all__ = ["Alignment", "Arrows", "Choose", "Depth", "Explorable", "Explorer", "Fading", "Gate", "Heads",
           "MaskPainter", "Panel", "Predict", "Sampling", "Scaling", "ScoresToBlend", "StepClock", "TrainingCurve",
           "WeightedBlend", "WordOrder"]
