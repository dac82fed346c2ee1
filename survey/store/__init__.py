"""The only place that speaks SQL: one file per noun, functions named after the question they answer."""
