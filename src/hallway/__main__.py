"""``python -m hallway`` is the command ``hallway``."""

import sys

from hallway.cli.main import main

sys.exit(main())
