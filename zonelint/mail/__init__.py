"""Who sends mail for whom, and what the zones say of it: senders, policies, keys."""
