"""Dates by ja-timex: reads JSON lines of texts, prints the seconds it took, start-up excluded."""

import json
import sys
import time

from ja_timex import TimexParser

texts = [json.loads(line) for line in sys.stdin]
parser = TimexParser()
begun = time.process_time()
for text in texts:
    parser.parse(text)
print(time.process_time() - begun)
