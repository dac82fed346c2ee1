"""What is read over loudspeakers in 60 to 90 seconds."""

from dataclasses import dataclass

from analytics.kit import sentences
from analytics.kit.facts import Facts, Outcome
from analytics.kit.fitting import Said, within
from analytics.kit.numerals import aloud, words_of
from analytics.kit.sentences import SPOKEN
from analytics.numbers import number, whole

# Syllables a minute, pauses included: an assumption of this project. People who read aloud from a screen
# speak 5.25 a second without pauses (Coupé, Oh, Dediu, Pellegrino 2019, Science Advances 5, eaaw2594);
# outdoors, with echo, three a second are easier to follow.
SPEED = 180
SHORTEST, LONGEST = 60, 90
MOST = LONGEST * SPEED // 60
HOW = (
    "Bài có {words} tiếng; đọc {speed} tiếng một phút hết khoảng {seconds} giây. Tốc độ là giả định của dự "
    "án cho loa ngoài trời, kể cả chỗ nghỉ; người đọc thành tiếng nói chừng 5,25 tiếng một giây khi không "
    "nghỉ (Coupé và cộng sự, Science Advances, 2019)."
)
MORE = "Các kết quả được công bố và cách tính có trên trang công khai kết quả khảo sát."
PETITION = (
    "Bà con có điều chưa hài lòng, xin phản ánh trực tiếp tại nơi tiếp nhận hoặc qua đường dây nóng, hộp thư "
    "góp ý đã niêm yết."
)
NEXT = (
    "Khảo sát vẫn tiếp tục. Mỗi lần làm thủ tục hoặc được nhà trường mời, bà con dành khoảng một phút trả "
    "lời; phiếu không hỏi tên, không hỏi số điện thoại."
)
THANKS = "Xin cảm ơn những người đã trả lời. Xin cảm ơn bà con đã lắng nghe."


@dataclass(frozen=True)
class Broadcast:
    text: str

    @property
    def words(self) -> int:
        return words_of(self.text)

    @property
    def seconds(self) -> float:
        return self.words * 60 / SPEED

    @property
    def note(self) -> str:
        """How long it takes, and what that rests on; not to be read."""
        return HOW.format(words=whole(self.words), speed=whole(SPEED), seconds=number(self.seconds, 0))


def broadcast(facts: Facts) -> Broadcast:
    """Write what is read aloud: every number in words, abbreviations in full, at most 90 seconds.

    Reservations stay whatever the length; how the index is made and what was asked go first.
    """
    said = within([*_news(facts), *_advice()], MOST)
    return Broadcast(" ".join(one.text for one in said))


def _news(facts: Facts) -> list[Said]:
    unit, period = aloud(facts.unit), aloud(_lower(facts.period))
    warning = f"Xin lưu ý: {_lower(sentences.SYNTHETIC)}" if facts.synthetic else ""
    return [
        Said("Kính thưa bà con."),
        Said(f"Sau đây là {_subject(facts)} khảo sát sự hài lòng {period} của {unit}."),
        Said(warning),
        Said(f"Phiếu hỏi: {aloud(facts.title)}.", spare=1),
        Said(f"Khảo sát hỏi về: {'; '.join(aloud(_lower(one)) for one in facts.topics)}.", _asked(facts)),
        Said(sentences.answered(facts, SPOKEN)),
        Said(sentences.index(facts, SPOKEN)),
        Said(sentences.MEANING if facts.outcome is not Outcome.HIDDEN else "", spare=8),
        # A bound beside the conclusion; two numbers around it would only puzzle a listener.
        Said(aloud(sentences.bound(facts)) or sentences.interval(facts, SPOKEN)),
        Said(sentences.conclusion(facts, SPOKEN)),
        Said(sentences.factors(facts, SPOKEN), spare=4),
        Said(sentences.change(facts, SPOKEN), spare=3),
    ]


def _advice() -> list[Said]:
    return [Said(MORE, spare=2), Said(PETITION, spare=5), Said(NEXT, spare=6), Said(THANKS)]


def _subject(facts: Facts) -> str:
    return "thông báo về" if facts.outcome is Outcome.HIDDEN else "kết quả"


def _asked(facts: Facts) -> int:
    """What was asked is news when there is no result to tell."""
    return 7 if facts.outcome is Outcome.HIDDEN else 9


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
