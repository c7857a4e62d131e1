"""What an author can do for people who do not see, hear, move or read as easily as others.

`checking` and what it imports are rules about plain values. A rule is a gate, which publishing waits for, where it is
certain, and advice where only a person can judge.
"""
