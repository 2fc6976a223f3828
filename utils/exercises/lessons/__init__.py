"""What each lesson asks: its exercises, choices, predictions and explorations, a module each."""
