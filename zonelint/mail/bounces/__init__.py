"""Replies of mail servers: which one a pasted bounce holds, and what it speaks of."""
