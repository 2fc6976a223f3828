"""The widgets of the lessons: one class each, beside its ES module and its stylesheet. See base.py."""
from .choose import Choose
from .panel import Panel
from .predict import Predict
from .step_clock import StepClock
from .training_curve import TrainingCurve

__all__ = ["Choose", "Panel", "Predict", "StepClock", "TrainingCurve"]
