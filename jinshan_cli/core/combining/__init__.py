"""What several benefits come to together: what is combined, the ways it may be paid, what that makes in money."""
