"""What mdBook runs before it writes the pages: `python -m utils.publishing`."""

import sys

from .preprocessor import main

sys.exit(main(sys.argv[1:]))
