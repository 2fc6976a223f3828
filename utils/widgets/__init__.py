"""The widgets of the lessons: one class each, beside its ES module and its stylesheet. See base.py."""
from .arrows import Arrows
from .choose import Choose
from .explorable import Explorable
from .fading import Fading
from .panel import Panel
from .predict import Predict
from .step_clock import StepClock
from .training_curve import TrainingCurve
from .weighted_blend import WeightedBlend

__all__ = ["Arrows", "Choose", "Explorable", "Fading", "Panel", "Predict", "StepClock", "TrainingCurve",
           "WeightedBlend"]
