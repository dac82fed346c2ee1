"""Open data: the results of closed periods as files that anybody may use again."""
