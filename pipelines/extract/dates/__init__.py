"""When: the expressions that name days, the days they mean, the day an article was published."""
