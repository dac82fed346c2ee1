"""A small province in a real file: a Sở, two communes with an office and schools each, an upper school."""

from datetime import date
from pathlib import Path

from survey.organisation import picture
from survey.organisation.changes import Plan, changes_of
from survey.organisation.picture import Picture
from survey.organisation.recording import record
from survey.store import units
from survey.store.connection import Store, create
from survey.store.organisation import Document
from survey.store.units import MANAGEMENT, PROFESSIONAL, Edge, Unit

DOCUMENT = Document("12/QĐ-UBND", "2026-10-01", "Về việc sắp xếp đơn vị")
DAY = date(2026, 10, 1)
EVE = date(2026, 9, 30)

UNITS = (
    Unit("tinh", "Ủy ban nhân dân tỉnh", "ubnd_tinh"),
    Unit("so", "Sở Giáo dục và Đào tạo", "so_gddt"),
    Unit("xa-a", "Ủy ban nhân dân xã An Bình", "ubnd_xa", valid_from="2025-07-01"),
    Unit("xa-b", "Ủy ban nhân dân xã Bình Minh", "ubnd_xa", valid_from="2025-07-01"),
    Unit("vh-a", "Phòng Văn hóa – Xã hội xã An Bình", "phong_vhxh", valid_from="2025-07-01"),
    Unit("th-a1", "Trường Tiểu học An Bình 1", "truong_tieu_hoc", "tieu_hoc"),
    Unit("th-a2", "Trường Tiểu học An Bình 2", "truong_tieu_hoc", "tieu_hoc"),
    Unit("th-b", "Trường Tiểu học Bình Minh", "truong_tieu_hoc", "tieu_hoc"),
    Unit("thpt", "Trường THPT Chi Lăng", "truong_thpt", "thpt"),
)
EDGES = (
    Edge("so", "tinh", MANAGEMENT),
    Edge("xa-a", "tinh", MANAGEMENT),
    Edge("xa-b", "tinh", MANAGEMENT),
    Edge("vh-a", "xa-a", MANAGEMENT),
    Edge("vh-a", "so", PROFESSIONAL),
    Edge("th-a1", "xa-a", MANAGEMENT),
    Edge("th-a1", "vh-a", PROFESSIONAL),
    Edge("th-a2", "xa-a", MANAGEMENT),
    Edge("th-b", "xa-b", MANAGEMENT),
    Edge("thpt", "so", MANAGEMENT),
)


def build(path: Path) -> Store:
    store = create(path)
    with store.write() as db:
        units.save(db, UNITS)
        units.save_edges(db, EDGES)
    return store


def happen(store: Store, plan: Plan) -> Picture:
    """Record the event; the organisation after it, as it is read back."""
    before = picture.read(store)
    changes = changes_of(plan, before)
    record(store, plan, "quan-tri")
    after = picture.read(store)
    assert after == before.after(changes, plan.day), "the preview shows what is stored"
    return after
