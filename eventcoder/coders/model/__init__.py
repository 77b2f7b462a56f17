"""The model coder: candidate events of a sentence, their features, and linear models over them."""
