"""A small lesson file that is right, for tests that make one thing in it wrong."""

SMALL = """title = "Small"
question = "What is this?"
minutes = 8
objectives = ["I can read it."]
recap = ["It was small."]

[runs.main]
data = "tutorial"
k = 2
init = "own"

[given.paper]
value = 42
source = "A paper, 2007"

[[misconception]]
belief = "It is hard."
answer = "It is small."

[[part]]
title = "One"
minutes = 5
words = "There are {main.n} dots. The paper says {paper.value}."
run = "main"
before = "start"
steps = ["assign 1", "last"]
task = "Count the dots."
answer = "There are {main.n}."
say = "Let them count."

[part.question]
text = "How many dots does A get?"
right = "{main.assign1.size.A} dots"
why = "A is nearer to them."
wrong = [
  { text = "{main.assign1.size.B} dots", rule = "These are the dots of B." },
  { text = "All dots", rule = "You forgot B." },
]

[[exit]]
text = "First?"
right = "Yes"
why = "Because."
wrong = [{ text = "No", rule = "You guessed." }]

[[exit]]
text = "Second?"
right = "Yes"
why = "Because."
wrong = [{ text = "No", rule = "You guessed." }]

[[exit]]
text = "Third?"
right = "Yes"
why = "Because."
wrong = [{ text = "No", rule = "You guessed." }]

[[later]]
text = "Again?"
right = "Yes"
why = "Because."
wrong = [{ text = "No", rule = "You guessed." }]
"""
