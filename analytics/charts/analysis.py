"""The pictures of an analysis, under the names that pages and files use."""

from analytics.analysis import Analysis
from analytics.charts import changes, control, funnel, importance, pareto, rollups
from analytics.charts.drawing import Drawing
from analytics.review import By, Review


def drawings(found: Analysis, made: Review) -> dict[str, Drawing]:
    """Draw what there is to draw: a funnel a level, priorities or the questions in their stead, weeks, …"""
    shown = {
        f"pheu-{level}": funnel.draw("Từng đơn vị so với mức chung của cấp", one)
        for level, one in found.comparisons.items()
    }
    if not found.priorities.refused:
        shown["uu-tien"] = importance.draw("Mức liên quan và chỉ số của nhóm tiêu chí", found.priorities)
    shown["chua-hai-long"] = pareto.draw("Câu hỏi có nhiều trả lời dưới mức 4", found.pareto)
    if made.units > 1 and made.overall.change:
        shown["thay-doi"] = changes.draw("Thay đổi so với kỳ trước", made.by(By.UNIT))
    shown["theo-tuan"] = control.draw(control.title_of(found.warning), found.warning)
    shown["cach-gop"] = rollups.draw("Chỉ số theo các cách gộp", found.methods)
    return shown
