"""What a step means to a learner: frames, sentences, pseudocode."""
