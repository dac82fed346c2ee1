"""What a leaflet of one page says."""

from dataclasses import dataclass

from analytics.kit import article, sentences
from analytics.kit.facts import Facts, Outcome
from analytics.numbers import whole
from analytics.reports import words

HEADING = "KẾT QUẢ KHẢO SÁT SỰ HÀI LÒNG"
NEXT = (
    "Quét mã QR để xem trang công khai kết quả. Chưa hài lòng điều gì, xin phản ánh trực tiếp tại nơi tiếp "
    "nhận hoặc qua đường dây nóng, hộp thư góp ý đã niêm yết. Lần tới làm thủ tục hoặc được mời, xin dành "
    "một phút trả lời khảo sát."
)


@dataclass(frozen=True)
class Section:
    title: str
    text: str


@dataclass(frozen=True)
class Leaflet:
    """`figure` and `under` are empty when nothing may be shown; `word` is the verdict."""

    unit: str
    period: str
    title: str
    outcome: Outcome
    word: str
    figure: str
    under: str
    sections: tuple[Section, ...]
    address: str
    foot: str
    notice: str

    @property
    def typed(self) -> str:
        """The address as a person types it; without the period the page shows the latest one."""
        return typed(self.address)


def leaflet(facts: Facts) -> Leaflet:
    return Leaflet(
        unit=facts.unit,
        period=f"{facts.period} ({facts.first:%d/%m/%Y} – {facts.last:%d/%m/%Y})",
        title=facts.title,
        outcome=facts.outcome,
        word=word(facts),
        figure=figure(facts),
        under=under(facts),
        sections=tuple(one for one in _sections(facts) if one.text),
        address=facts.address,
        foot=_foot(facts),
        notice=sentences.SYNTHETIC if facts.synthetic else "",
    )


def typed(address: str) -> str:
    return address.partition("://")[2].partition("?")[0]


def word(facts: Facts) -> str:
    """The verdict in words, with the target where there is one to be met."""
    target, outcome = facts.row.target, facts.outcome
    if target is None or outcome not in (Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED):
        return outcome.value
    wanted = sentences.WRITTEN.target(target.value)
    link = " so với mục tiêu" if outcome is Outcome.UNDECIDED else ""
    return f"{outcome.value}{link} {wanted}"


def figure(facts: Facts) -> str:
    index = facts.row.index
    return "" if facts.outcome is Outcome.HIDDEN or index is None else sentences.WRITTEN.percent(index.value)


def under(facts: Facts) -> str:
    """The figure's interval and number of answers; without them it is not shown."""
    index = facts.row.index
    if facts.outcome is Outcome.HIDDEN or index is None:
        return ""
    answers = f"{whole(facts.row.n)} phiếu"
    if index.interval is None:
        return answers
    low, high = (sentences.WRITTEN.percent(one) for one in (index.interval.lower, index.interval.upper))
    return f"khoảng tin cậy 95 %: {low} – {high} · {answers}"


def _sections(facts: Facts) -> list[Section]:
    topics = "; ".join(one[:1].lower() + one[1:] for one in facts.topics)
    asked = f"{facts.title}. Các nhóm câu hỏi: {topics}. {article.others(facts)}".rstrip()
    answers = "" if facts.outcome is Outcome.HIDDEN else f"{sentences.answered(facts)} {sentences.ANONYMOUS}"
    concluded = [sentences.conclusion(facts), sentences.interval(facts), sentences.evidence(facts)]
    return [
        Section("Đã hỏi gì", asked),
        Section("Bao nhiêu người trả lời", answers),
        Section("Kết luận", " ".join(filter(None, concluded))),
        Section("Điểm nổi bật", sentences.factors(facts)),
        Section("So với kỳ trước", sentences.change(facts)),
        Section("Bạn có thể làm gì", NEXT),
    ]


def _foot(facts: Facts) -> str:
    target = facts.row.target
    said = [] if facts.outcome is Outcome.HIDDEN else [sentences.MEANING]
    if target and facts.outcome in (Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED):
        said.append(words.source(target))
    return " ".join([*said, f"Mã kiểm tra số liệu đã chốt: {facts.digest}." if facts.digest else ""]).strip()
