"""The widgets of the lessons: one class each, beside its ES module and its stylesheet. See base.py."""
from .choose import Choose
from .explorable import Explorable
from .explorer import Explorer
from .fading import Fading
from .panel import Panel
from .predict import Predict
from .step_clock import StepClock
from .training_curve import TrainingCurve

__all__ = ["Choose", "Explorable", "Explorer", "Fading", "Panel", "Predict", "StepClock", "TrainingCurve"]
