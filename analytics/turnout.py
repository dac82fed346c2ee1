"""How many of those who could have answered did; never a share above one."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics import wording
from analytics.estimate import Verdict
from analytics.nonresponse import response
from analytics.numbers import percent, whole
from analytics.review import Row
from analytics.verdict import tipping_point

# Below this the tipping point stands beside every verdict; a setting of this project.
LOW_RATE = 0.20


@dataclass(frozen=True)
class Turnout:
    """n questionnaires of `population` people; `rate` is None when there are more answers than people.

    sentence  what an official reads beside it
    lopsided  true when the rates of several units differ so much that more answers would not help
    """

    n: int
    population: int
    rate: float | None
    sentence: str
    lopsided: bool = False

    @property
    def over(self) -> bool:
        return self.rate is None

    @property
    def caution(self) -> str:
        return wording.LOPSIDED if self.lopsided else ""


def turnout(counts: Mapping[str, int], population: Mapping[str, int]) -> Turnout | None:
    """Compute the response rate over the units that took part and whose people are counted.

    Parameters
    ----------
    counts
        Questionnaires per unit; a unit with none took part when it is named.
    population
        People per unit who could have answered; units that are not in it are left out on both sides.

    Returns
    -------
    Turnout, or None when no unit has a count. More answers than people in any unit, or a unit counted as
    empty, gives no rate but a warning: the frame is wrong or people answered twice.

    Source: `nonresponse.response`.
    """
    known = {unit: n for unit, n in counts.items() if unit in population}
    if not known:
        return None
    n, size = sum(known.values()), sum(population[unit] for unit in known)
    over = [unit for unit, own in known.items() if own > population[unit]]
    people = {unit: own for unit, own in known.items() if population[unit]}
    if over or not people:
        return Turnout(n, size, None, _too_many(known, population, over) if over else _NOBODY)
    found = response([*people.values()], [population[unit] for unit in people])
    told = f"{whole(n)} phiếu trên {whole(size)} ({percent(found.rate, 1)})."
    return Turnout(n, size, found.rate, told, len(people) > 1 and found.lopsided)


def silence(row: Row, population: int | None) -> str:
    """What the silent must think for the conclusion to be another one; empty without people or verdict.

    Said of a target that is met, and of any other verdict where fewer than 20 % answered: there the many who
    kept silent weigh more than those who spoke. (T − p·n/N)/(1 − n/N), see `verdict.tipping_point`.
    """
    if population is None or row.index is None or row.target is None or row.judgement is None:
        return ""
    verdict, target = row.judgement.verdict, row.target.value
    if verdict is Verdict.REFUSED or row.n >= population:
        return ""
    share = tipping_point(row.index.value, row.n, population, target)
    if verdict is Verdict.MET:
        return wording.tipping_point(share, target)
    return wording.silent_needed(share, target) if row.n < LOW_RATE * population else ""


_NOBODY = "Số người có thể trả lời đang ghi là 0: hãy kiểm tra số đã nhập."


def _too_many(counts: Mapping[str, int], population: Mapping[str, int], over: list[str]) -> str:
    if len(counts) == 1:
        (unit,) = over
        told = f"Có {whole(counts[unit])} phiếu nhưng chỉ {whole(population[unit])} người có thể trả lời"
    else:
        told = f"{whole(len(over))} đơn vị có nhiều phiếu hơn số người có thể trả lời"
    return f"{told}: chưa tính tỷ lệ. Hãy kiểm tra số đã nhập, hoặc phiếu trả lời hai lần."
