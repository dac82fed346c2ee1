"""A short piece for a website: a title, a lead, and the rest, 150 to 250 words."""

from dataclasses import dataclass
from html import escape

from analytics.kit import sentences
from analytics.kit.facts import Facts, Outcome
from analytics.kit.fitting import Said, within
from analytics.kit.numerals import words_of
from analytics.numbers import short_percent, whole

FEWEST, MOST = 150, 250
_HEADS = {
    Outcome.MET: "{unit}: chỉ số hài lòng {period} đạt mục tiêu {target}",
    Outcome.NOT_MET: "{unit}: chỉ số hài lòng {period} chưa đạt mục tiêu {target}",
    Outcome.UNDECIDED: "{unit}: chỉ số hài lòng {period} chưa đủ căn cứ kết luận so với mục tiêu {target}",
    Outcome.REFUSED: "{unit}: kết quả khảo sát sự hài lòng {period}",
    Outcome.NO_TARGET: "{unit}: kết quả khảo sát sự hài lòng {period}",
    Outcome.HIDDEN: "{unit}: thông báo về khảo sát sự hài lòng {period}",
}
PETITION = (
    "Người dân, cha mẹ học sinh có điều chưa hài lòng có thể phản ánh trực tiếp tại nơi tiếp nhận hoặc qua "
    "đường dây nóng, hộp thư góp ý đã niêm yết."
)
NEXT = (
    "Khảo sát vẫn tiếp tục trong các kỳ sau: quét mã QR tại nơi làm thủ tục hoặc theo lời mời của nhà "
    "trường, mất khoảng một phút, không hỏi họ tên hay số điện thoại."
)


@dataclass(frozen=True)
class Article:
    """`body` without the lead; `words` counts lead and body."""

    title: str
    lead: str
    body: tuple[str, ...]
    address: str

    @property
    def words(self) -> int:
        return sum(words_of(one) for one in (self.lead, *self.body))

    @property
    def text(self) -> str:
        return "\n\n".join([self.title, self.lead, *self.body, f"Trang công khai: {self.address}"]) + "\n"

    @property
    def html(self) -> str:
        """A fragment to be put into a page of the unit's own website."""
        paragraphs = "\n".join(f"  <p>{escape(one)}</p>" for one in self.body)
        link = f'<a href="{escape(self.address)}">{escape(self.address)}</a>'
        return (
            f'<article lang="vi">\n  <h2>{escape(self.title)}</h2>\n'
            f"  <p><strong>{escape(self.lead)}</strong></p>\n"
            f"{paragraphs}\n  <p>Trang công khai: {link}</p>\n</article>\n"
        )


def article(facts: Facts) -> Article:
    """Write the piece; its title never says more than the conclusion does."""
    target = short_percent(facts.row.target.value) if facts.row.target else ""
    title = _HEADS[facts.outcome].format(unit=facts.unit, period=_lower(facts.period), target=target)
    said = [_lead(facts), *_results(facts), *_around(facts)]
    kept = within([one for part in said for one in part], MOST)
    lead, *body = (" ".join(one.text for one in part if one in kept) for part in said)
    return Article(title, lead, tuple(one for one in body if one), facts.address)


def _lead(facts: Facts) -> list[Said]:
    days = f"từ {facts.first:%d/%m/%Y} đến {facts.last:%d/%m/%Y}"
    warning = sentences.SYNTHETIC if facts.synthetic else ""
    news = "thông báo về" if facts.outcome is Outcome.HIDDEN else "công bố kết quả"
    about = f"{facts.unit} {news} khảo sát sự hài lòng {_lower(facts.period)} ({days})."
    return [
        Said(warning),
        Said(about),
        Said(sentences.index(facts)),
        Said(sentences.conclusion(facts)),
    ]


def _results(facts: Facts) -> list[list[Said]]:
    meaning = "" if facts.outcome is Outcome.HIDDEN else sentences.MEANING
    return [
        [
            Said(sentences.answered(facts)),
            Said(sentences.interval(facts)),
            Said(sentences.evidence(facts)),
            Said(meaning, spare=6),
        ],
        [
            Said(sentences.factors(facts), spare=3),
            Said(sentences.change(facts), spare=2),
        ],
    ]


def _around(facts: Facts) -> list[list[Said]]:
    topics = "; ".join(_lower(one) for one in facts.topics)
    return [
        [
            Said(f"Phiếu hỏi: {facts.title}.", spare=7),
            Said(f"Các nhóm câu hỏi: {topics}.", spare=8),
            Said(sentences.ANONYMOUS, spare=5),
            Said(others(facts), spare=1),
        ],
        [Said(PETITION, spare=4), Said(NEXT, spare=9)],
    ]


def others(facts: Facts) -> str:
    """One questionnaire is not all that was asked: what else there is to see."""
    if not facts.others:
        return ""
    return f"Trong kỳ còn {whole(facts.others)} loại phiếu khác, kết quả ở cùng trang công khai."


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
