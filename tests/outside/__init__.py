"""What the program says outside, kept whole, so that a change of its inside changes not a word of it."""
