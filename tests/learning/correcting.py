"""What every correction says."""

WHY = {"reason": "The line was down."}
