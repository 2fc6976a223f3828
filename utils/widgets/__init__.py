"""The widgets of the lessons: one class each, beside its ES module and its stylesheet. See base.py."""
from .alignment import Alignment
from .choose import Choose
from .explorable import Explorable
from .fading import Fading
from .gate import Gate
from .panel import Panel
from .predict import Predict
from .step_clock import StepClock
from .training_curve import TrainingCurve

__all__ = ["Alignment", "Choose", "Explorable", "Fading", "Gate", "Panel", "Predict", "StepClock", "TrainingCurve"]
