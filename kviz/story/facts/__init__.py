"""What a step really did, measured on its arrays: nothing is taken from what it should have done."""
