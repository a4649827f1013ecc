"""The live room: private ballots, one gate for every number, and the session from lobby to end."""
