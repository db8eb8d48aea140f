"""`python hooks NAME …`: see `cli`.

What a command makes lasts to its end, so nothing is looked for that does not: that took a tenth of its time.
"""

import gc
import sys

gc.disable()

from cli import main  # noqa: E402

code = main()
# Nor at the end, where Python looks through all there is once more.
gc.freeze()
sys.exit(code)
