"""The frames: each way of saying that a place was taken, lost, held, fought for or promised."""
