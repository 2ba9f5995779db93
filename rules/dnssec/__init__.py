"""Rules about keys that resolvers and clients check, and about what vouches for them."""
