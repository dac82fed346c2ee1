"""The tables of the open data, column by column; the data dictionary is made from this."""

from analytics.estimate import Verdict
from analytics.open_data import ALL, BREAKDOWNS, EXPECTATION, OVERALL
from survey.open_table import Column, Form, Kind, Link

_OFFICE = Column("office", Kind.TEXT, "Mã cơ quan chốt kỳ", "Code of the office that closed the period")
_PERIOD = Column("period", Kind.TEXT, "Kỳ, ví dụ 2026Q3, 2026H1, 2026", "Period, e.g. 2026Q3, 2026H1, 2026")
_FORM = Column(
    "questionnaire", Kind.TEXT, "Mã và phiên bản phiếu hỏi", "Code and version of the questionnaire"
)
_LEVEL = Column(
    "level", Kind.TEXT, "Cấp học hoặc loại đơn vị", "Level of schooling, or kind of unit", blank=True
)
_OF_PERIOD = Link(("office", "period"), "periods", ("office", "period"))
_OF_FORM = Link(("questionnaire",), "questionnaires", ("questionnaire",))
_PERCENT = "%"

PERIODS = Form(
    "periods",
    "Kỳ đã chốt và công bố",
    "Closed and published periods",
    (
        _OFFICE,
        Column("office_name", Kind.TEXT, "Tên cơ quan chốt kỳ", "Name of the office that closed the period"),
        _PERIOD,
        Column("name", Kind.TEXT, "Tên kỳ", "Name of the period"),
        Column("first", Kind.DAY, "Ngày đầu kỳ", "First day of the period"),
        Column("last", Kind.DAY, "Ngày cuối kỳ", "Last day of the period"),
        Column("closed_on", Kind.DAY, "Ngày chốt", "Day on which the period was closed"),
        Column(
            "closing_digest",
            Kind.TEXT,
            "SHA-256 của bản chốt: cùng mã là cùng số liệu",
            "SHA-256 of what was closed: the same digest means the same data",
        ),
        Column("method", Kind.TEXT, "Cách gộp các câu thành chỉ số", "How questions are rolled up"),
        Column("program", Kind.TEXT, "Bản phần mềm lúc chốt", "Version of the program at the closing"),
        Column(
            "floor",
            Kind.COUNT,
            "Số phiếu ít nhất của một nhóm được công bố",
            "Fewest answers of a group that is published",
        ),
        Column("licence", Kind.TEXT, "Giấy phép sử dụng lại", "Licence for reuse"),
        Column("source", Kind.TEXT, "Nguồn cần ghi khi dùng lại", "Source to be named when reused"),
        Column(
            "synthetic",
            Kind.FLAG,
            "Đúng: số liệu mẫu do máy tạo, không phải kết quả thật",
            "True: synthetic sample data, nobody's results",
        ),
    ),
    ("office", "period"),
)
UNITS = Form(
    "units",
    "Đơn vị trong kỳ, kể cả đơn vị chưa có phiếu",
    "Units of the period, also those without answers",
    (
        _OFFICE,
        _PERIOD,
        Column("unit", Kind.TEXT, "Mã đơn vị", "Code of the unit"),
        Column("name", Kind.TEXT, "Tên đơn vị lúc chốt", "Name of the unit at the closing"),
        Column("kind", Kind.TEXT, "Loại đơn vị", "Kind of unit"),
        _LEVEL,
        Column(
            "area",
            Kind.TEXT,
            "Mã đơn vị quản lý trực tiếp (địa bàn)",
            "Code of the unit that manages it (area)",
            blank=True,
        ),
    ),
    ("office", "period", "unit"),
    (_OF_PERIOD,),
)
QUESTIONNAIRES = Form(
    "questionnaires",
    "Phiếu hỏi",
    "Questionnaires",
    (
        _FORM,
        Column("title", Kind.TEXT, "Tên phiếu", "Title in Vietnamese"),
        Column("official", Kind.FLAG, "Đúng: bộ câu hỏi do văn bản quy định", "True: set by a regulation"),
        Column("source", Kind.TEXT, "Văn bản nguồn của phiếu", "Document the questionnaire comes from"),
    ),
    ("questionnaire",),
)
QUESTIONS = Form(
    "questions",
    "Câu hỏi của từng phiếu",
    "Questions of each questionnaire",
    (
        _FORM,
        Column("item", Kind.TEXT, "Mã câu hỏi", "Code of the question"),
        Column("factor", Kind.TEXT, "Mã nhóm tiêu chí", "Code of the factor"),
        Column("factor_name", Kind.TEXT, "Tên nhóm tiêu chí", "Name of the factor in Vietnamese"),
        Column("text", Kind.TEXT, "Câu hỏi", "The question in Vietnamese"),
        Column("text_en", Kind.TEXT, "Câu hỏi bằng tiếng Anh", "The question in English", blank=True),
    ),
    ("questionnaire", "item"),
    (_OF_FORM,),
)
RESULTS = Form(
    "results",
    "Chỉ số, khoảng tin cậy và kết luận",
    "Indices, confidence intervals and verdicts",
    (
        _OFFICE,
        _PERIOD,
        _FORM,
        Column(
            "breakdown",
            Kind.TEXT,
            "Phân tổ: all là chung; overall là câu hài lòng chung; expectation là mức đáp ứng mong đợi; "
            "unit đơn vị; level cấp; area địa bàn; factor nhóm tiêu chí; item câu hỏi",
            "Breakdown: all; overall: the separate overall question; expectation: share of expectations met; "
            "unit; level; area; factor; item",
            choices=(ALL, OVERALL, EXPECTATION, *(by.value for by in BREAKDOWNS)),
        ),
        Column("code", Kind.TEXT, "Mã trong phân tổ", "Code within the breakdown"),
        Column("name", Kind.TEXT, "Tên", "Name in Vietnamese"),
        _LEVEL,
        Column("n", Kind.COUNT, "Số phiếu; trống nếu ẩn", "Answers; empty if hidden", "phiếu", blank=True),
        Column(
            "index",
            Kind.NUMBER,
            "Chỉ số hài lòng: tỷ lệ trả lời mức 4–5; trống nếu ẩn",
            "Satisfaction index: share of answers 4–5; empty if hidden",
            _PERCENT,
            blank=True,
        ),
        Column("lower", Kind.NUMBER, "Cận dưới 95 %", "Lower bound, 95 %", _PERCENT, blank=True),
        Column("upper", Kind.NUMBER, "Cận trên 95 %", "Upper bound, 95 %", _PERCENT, blank=True),
        Column("mean", Kind.NUMBER, "Điểm trung bình 1–5", "Mean score 1–5", "1–5", blank=True),
        Column("target", Kind.NUMBER, "Mục tiêu", "Target", _PERCENT, blank=True),
        Column("target_document", Kind.TEXT, "Văn bản đặt mục tiêu", "Document of the target", blank=True),
        Column(
            "verdict",
            Kind.TEXT,
            "Kết luận so với mục tiêu: met đạt; not_met chưa đạt; undecided chưa đủ căn cứ; "
            "refused chưa đánh giá (dưới 10 phiếu)",
            "Verdict against the target: met; not_met; undecided (not enough evidence); "
            "refused (fewer than 10 answers)",
            blank=True,
            choices=tuple(verdict.name.lower() for verdict in Verdict),
        ),
        Column(
            "hidden",
            Kind.TEXT,
            "Lý do ẩn; trống nếu số liệu được công bố",
            "Why the figures are hidden, in Vietnamese; empty if they are published",
            blank=True,
        ),
    ),
    ("office", "period", "questionnaire", "breakdown", "code"),
    (_OF_PERIOD, _OF_FORM),
)
DISTRIBUTION = Form(
    "distribution",
    "Số phiếu theo mức trả lời của từng câu, các mức ít phiếu gộp với mức bên cạnh",
    "Answers by step of the scale, steps with few answers joined with their neighbours",
    (
        _OFFICE,
        _PERIOD,
        _FORM,
        Column("item", Kind.TEXT, "Mã câu hỏi", "Code of the question"),
        Column("lowest", Kind.COUNT, "Mức thấp nhất của dòng (1–5)", "Lowest answer of the line (1–5)"),
        Column("highest", Kind.COUNT, "Mức cao nhất của dòng (1–5)", "Highest answer of the line (1–5)"),
        Column("n", Kind.COUNT, "Số phiếu trả lời các mức đó", "Answers within these steps", "phiếu"),
    ),
    ("office", "period", "questionnaire", "item", "lowest"),
    (_OF_PERIOD, Link(("questionnaire", "item"), "questions", ("questionnaire", "item"))),
)
DICTIONARY = Form(
    "dictionary",
    "Từ điển dữ liệu",
    "Data dictionary",
    (
        Column("table", Kind.TEXT, "Tên bảng", "Name of the table"),
        Column("field", Kind.TEXT, "Tên cột", "Name of the column"),
        Column("type", Kind.TEXT, "Kiểu: ngày theo ISO 8601, số có dấu chấm thập phân",
               "Type: days by ISO 8601, numbers with a decimal point"),
        Column("unit", Kind.TEXT, "Đơn vị đo", "Unit of measurement", blank=True),
        Column("description_vi", Kind.TEXT, "Ý nghĩa", "Meaning in Vietnamese"),
        Column("description_en", Kind.TEXT, "Ý nghĩa bằng tiếng Anh", "Meaning in English"),
    ),
    ("table", "field"),
)  # fmt: skip
# What the API says beside the tables of the files.
OFFICE = Form(
    "office",
    "Cơ quan đã chốt kỳ",
    "An office that closed periods",
    (_OFFICE, Column("name", Kind.TEXT, "Tên cơ quan", "Name of the office")),
    ("office",),
)
UNIT = Form(
    "unit",
    "Đơn vị có kết quả công bố",
    "A unit with published results",
    (*(column for column in UNITS.columns if column.name not in ("office", "period")), _OFFICE),
    ("unit",),
)
TREND = Form(
    "trend",
    "Chỉ số qua các kỳ đã chốt",
    "The index over the closed periods",
    (
        _FORM,
        Column("period_name", Kind.TEXT, "Tên kỳ", "Name of the period"),
        *(one for one in RESULTS.columns if one.name in ("n", "index", "lower", "upper", "hidden")),
    ),
    ("questionnaire", "period_name"),
)
FORMS = (PERIODS, UNITS, QUESTIONNAIRES, QUESTIONS, RESULTS, DISTRIBUTION, DICTIONARY)
