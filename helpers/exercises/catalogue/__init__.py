"""What learners write, a file per family: the ideas in words once, and the code they lead to in each exercise."""
