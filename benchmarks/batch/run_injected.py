"""`python -m benchmarks.batch.run_injected INBOX`: the command `batch --json` with engines that fail as the cases say."""

import sys

from benchmarks.batch.engines import review_with_injected
from cli.main import main
from pipeline import work

if __name__ == "__main__":
    work.review_case = review_with_injected
    sys.argv[1:] = ["batch", sys.argv[1], "--json"]
    main()
