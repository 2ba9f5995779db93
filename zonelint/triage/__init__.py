"""What becomes of findings between the rules and the report: merged, suppressed, selected, focused.

The order is merge_views, suppressions.apply, merge_generated, then the severity and the focus: a suppression may
name the owner of one of the many records that a $GENERATE directive stands for.
"""
