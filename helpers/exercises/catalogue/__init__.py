"""What learners write, a file per family: ideas in words, and the code they lead to in each exercise."""
