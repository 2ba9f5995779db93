"""RDATA of the rarer types, field by field as BIND reads them."""
