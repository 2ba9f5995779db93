"""What becomes of findings between the rules and the report: merged, suppressed, selected, focused.

The order is merge_views, suppressions.apply, then the severity and the focus, and merge_causes last: what is shown as
one with others is suppressed by itself, and counts by itself for the exit status.
"""
