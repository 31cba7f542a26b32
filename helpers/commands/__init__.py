"""What people type: study for students, refresh for contributors."""
