"""`python -m zonelint` is `zonelint`."""

import sys

from zonelint.cli import main

sys.exit(main())
