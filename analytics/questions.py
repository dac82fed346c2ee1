"""Which questions and factors may be shown beside the index that they make up."""

import numpy as np

from analytics.answers import Answers


def factors_withheld(answers: Answers, floor: int, withheld: frozenset[str] = frozenset()) -> frozenset[str]:
    """Tell which factors are not taken apart, neither they nor their questions.

    The index is the mean of its questions: less the shown ones it would tell the one that few answered. So a
    factor with a question of fewer than `floor` answers (but some), or with one `withheld`, is not taken
    apart; a single such factor takes a second one with it, that of fewest answers. Decision of this project.
    """
    counts = dict(zip(answers.structure.codes, np.count_nonzero(answers.scores, axis=0), strict=True))
    small = {code for code, count in counts.items() if 0 < count < floor} | withheld
    found = {item.factor for item in answers.structure.items if item.code in small}
    if len(found) == 1:
        sizes = {
            factor.code: sum(
                counts[item.code] for item in answers.structure.items if item.factor == factor.code
            )
            for factor in answers.structure.factors
            if factor.code not in found
        }
        found |= set(sorted(sizes, key=lambda code: sizes[code])[:1])
    return frozenset(found)
