"""SPF (RFC 7208): records as terms, and one walk over them for all that is asked."""
