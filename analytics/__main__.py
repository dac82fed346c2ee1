"""python -m analytics FILE.csv: the same figures, tables and charts from a table, without web or database."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.analysis import Analysis, analyse
from analytics.analysis_tables import sheets as analysis_sheets
from analytics.answers import Answers, from_frame
from analytics.breakdown import trend
from analytics.charts import answers as division
from analytics.charts import course, dots
from analytics.charts.analysis import drawings as analysis_drawings
from analytics.charts.drawing import Drawing
from analytics.page import page
from analytics.review import By, Review, review
from analytics.spreadsheet import csv_text, workbook
from analytics.structure import read_kind, read_structure
from analytics.tables import sheets
from analytics.target import Target
from analytics.targets_file import read_targets
from analytics.validity import Counts, valid

WRONG_INPUT = 2
ASKED = "asked"
NONE_LEFT = "không phiếu nào đủ một nửa số câu; phiếu rút gọn cần cột asked (mỗi người được hỏi mấy câu)."


@dataclass(frozen=True)
class Job:
    """What the command was asked: the newest period, the one before, and all of them for the course."""

    current: Answers
    before: Answers | None
    periods: list[tuple[str, Answers]]
    targets: list[Target]
    unfinished: int


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    try:
        job = _read(given)
    except (OSError, ValueError, KeyError) as error:
        print(f"Lỗi: {given.file}: {error}", file=sys.stderr)
        return WRONG_INPUT
    made = review(job.current, job.before, job.targets)
    _write(given.out, _files(made, job))
    print(f"Đã ghi kết quả {job.periods[-1][0] or 'của cả tệp'} ({made.n} phiếu) vào {given.out}.")
    if job.unfinished:
        print(f"Cả tệp có {job.unfinished} phiếu không tính vì trả lời dưới một nửa số câu được hỏi.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analytics", description="Tính chỉ số hài lòng từ một tệp CSV; không cần máy chủ."
    )
    parser.add_argument(
        "file",
        type=Path,
        help="CSV: unit, level, channel, procedure, period, asked (số câu đã hỏi), mã từng câu, overall",
    )
    parser.add_argument("--questionnaire", type=Path, required=True, help="tệp TOML của phiếu")
    parser.add_argument("--targets", type=Path, help="tệp CSV chỉ tiêu")
    parser.add_argument("--out", type=Path, required=True, help="thư mục ghi kết quả")
    parser.add_argument("--period", help="kỳ cần tính (mặc định: kỳ mới nhất)")
    return parser


def _read(given: argparse.Namespace) -> Job:
    # As text: a wrong cell is then shown as it stands in the file.
    frame = pd.read_csv(given.file, dtype=str)
    received = from_frame(frame, read_structure(given.questionnaire))
    answers = received.where(valid(received, _asked(received)))
    if not len(answers):
        raise ValueError(NONE_LEFT)
    periods = _periods(answers)
    labels = [label for label, _ in periods]
    wanted = given.period or labels[-1]
    if wanted not in labels:
        raise ValueError(f"cột period không có kỳ “{wanted}”; có: {', '.join(labels)}.")
    shown = periods[: labels.index(wanted) + 1]
    before = shown[-2][1] if len(shown) > 1 else None
    targets = read_targets(given.targets, read_kind(given.questionnaire)) if given.targets else []
    return Job(shown[-1][1], before, shown, targets, len(received) - len(answers))


def _asked(received: Answers) -> Counts | None:
    """How many items each person was asked, as the file says; None for all of them."""
    if ASKED not in received.about:
        return None
    told, most = received.about[ASKED], len(received.structure.codes)
    wrong = ~told.isin([str(n) for n in range(1, most + 1)])
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        raise ValueError(f"Dòng {row + 2}, cột {ASKED}: “{told[row]}” không phải số nguyên từ 1 đến {most}.")
    return told.to_numpy(dtype=np.int64)


def _periods(answers: Answers) -> list[tuple[str, Answers]]:
    if "period" not in answers.about:
        return [("", answers)]
    labels = answers.about["period"].astype(str)
    return [(label, answers.where((labels == label).to_numpy(dtype=bool))) for label in sorted(set(labels))]


def _drawings(made: Review, job: Job, found: Analysis) -> dict[str, Drawing]:
    target = made.overall.target
    return {
        "don-vi": dots.draw("Chỉ số theo đơn vị", made.by(By.UNIT)),
        "dien-bien": course.draw("Chỉ số qua các kỳ", trend(job.periods), target.value if target else None),
        "nhom-tieu-chi": dots.draw("Chỉ số theo nhóm tiêu chí", made.by(By.FACTOR), target),
        "cau-hoi": dots.draw("Chỉ số theo câu hỏi", made.by(By.ITEM)),
        "phan-bo": division.draw("Phân bố câu trả lời", made.by(By.ITEM)),
        **analysis_drawings(found, made),
    }


def _files(made: Review, job: Job) -> dict[str, bytes]:
    found = analyse(job.current, made, [answers for _, answers in job.periods])
    tables = {**sheets(made), **analysis_sheets(found, {}, {})}
    drawings, notes = _drawings(made, job, found), made.method_lines()
    files = {f"{_name(name)}.csv": csv_text(table).encode("utf-8-sig") for name, table in tables.items()}
    files |= {f"{name}.json": str(drawing.figure.to_json()).encode() for name, drawing in drawings.items()}
    files["ket-qua.xlsx"] = workbook(tables, notes)
    files["ket-qua.html"] = page(made.structure.title, list(drawings.values()), tables, notes).encode()
    return files


def _name(sheet: str) -> str:
    return "bang-" + "-".join(sheet.lower().split())


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Everything is made before the first file appears, so that a failure leaves nothing half-written."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        for name, content in files.items():
            (Path(aside) / name).write_bytes(content)
        for name in files:
            (Path(aside) / name).replace(folder / name)


if __name__ == "__main__":
    sys.exit(main())
