"""What a square picture for social networks shows, and the words that stand for it."""

from dataclasses import dataclass

from analytics.kit import leaflet, sentences
from analytics.kit.facts import Facts, Outcome

HEADING = "Kết quả khảo sát sự hài lòng"
INDEX = "Chỉ số hài lòng"
NOTICE = "Số liệu mẫu, không phải kết quả thật"
SHAPES = {
    Outcome.MET: "hình tròn đặc có dấu kiểm",
    Outcome.NOT_MET: "tam giác đặc chỉ xuống",
    Outcome.UNDECIDED: "hình thoi rỗng",
    Outcome.REFUSED: "hình tròn rỗng",
    Outcome.NO_TARGET: "hình tròn rỗng",
    Outcome.HIDDEN: "hình vuông rỗng",
}


@dataclass(frozen=True)
class Square:
    """`figure` and `under` are empty when nothing may be shown; `alternative` says all that is drawn."""

    unit: str
    period: str
    title: str
    outcome: Outcome
    word: str
    figure: str
    under: str
    address: str
    notice: str

    @property
    def typed(self) -> str:
        return leaflet.typed(self.address)

    @property
    def alternative(self) -> str:
        shown = f"{INDEX} {self.figure} ({self.under}). " if self.figure else ""
        notice = f"{sentences.SYNTHETIC} " if self.notice else ""
        return (
            f"{notice}{HEADING} {self.period} của {self.unit}. {self.title}. {shown}"
            f"Kết luận: {self.word} ({SHAPES[self.outcome]}). Xem thêm: {self.address}\n"
        )


def square(facts: Facts) -> Square:
    return Square(
        unit=facts.unit,
        period=facts.period,
        title=facts.title,
        outcome=facts.outcome,
        word=leaflet.word(facts),
        figure=leaflet.figure(facts),
        under=leaflet.under(facts),
        address=facts.address,
        notice=NOTICE if facts.synthetic else "",
    )
