"""The table of what was seen."""

import json


def keep_others(results, others):
    with open(results + ".others", "w") as file:
        json.dump(others, file)
