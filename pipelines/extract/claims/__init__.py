"""From what frames find to claims: the days, the speakers, repetitions, counts without names."""
