"""The widgets of the lessons: one class each, beside its ES module and its stylesheet. See base.py."""
from .choose import Choose
from .explorable import Explorable
from .fading import Fading
from .panel import Panel
from .predict import Predict
from .scaling import Scaling
from .scores_to_blend import ScoresToBlend
from .step_clock import StepClock
from .training_curve import TrainingCurve

__all__ = ["Choose", "Explorable", "Fading", "Panel", "Predict", "Scaling", "ScoresToBlend", "StepClock",
           "TrainingCurve"]
