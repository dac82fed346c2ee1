"""What a report of a period is made from, out of the store: figures, counts of forms, and who sends it."""

from collections.abc import Iterable
from datetime import date

from analytics.reports.compose import compose
from analytics.reports.content import Letterhead, Report, Seal
from analytics.reports.material import Form, Handled, Material, Window
from survey import asked, follow_up, naming, population, results, reviewing, trends
from survey.answered import Counted, Sight, code_of, counted
from survey.clock import today
from survey.period import Period
from survey.running import Running
from survey.store import closings, codes, organisation, points, settings, slip_batches, units
from survey.store.units import MANAGEMENT, Unit

# The office's part of "Số: …/BC-…", and the title of who signs, by kind of unit as plans write it.
SYMBOLS = {"so_gddt": "SGDĐT", "ubnd_tinh": "UBND", "ubnd_xa": "UBND"}
SIGNERS = {
    "so_gddt": ("GIÁM ĐỐC",),
    "ubnd_tinh": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "ubnd_xa": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "ttpvhcc_tinh": ("GIÁM ĐỐC",),
    "ttpvhcc_xa": ("GIÁM ĐỐC",),
    "gdtx": ("GIÁM ĐỐC",),
    "phong_vhxh": ("TRƯỞNG PHÒNG",),
    "phong_gddt": ("TRƯỞNG PHÒNG",),
    "truong_mam_non": ("HIỆU TRƯỞNG",),
    "truong_tieu_hoc": ("HIỆU TRƯỞNG",),
    "truong_thcs": ("HIỆU TRƯỞNG",),
    "truong_thpt": ("HIỆU TRƯỞNG",),
}
ANY_SIGNER = ("THỦ TRƯỞNG ĐƠN VỊ",)


def report_of(live: Running, unit: str, sight: Sight) -> Report:
    """The report of the units of a sight, sent by `unit`; a draft unless the period is closed."""
    db = live.store.db
    what = counted(live, sight)
    return compose(
        Material(
            letterhead=_letterhead(live, units.get(db, unit, sight.day), sight.day),
            window=_window(sight.period),
            forms=tuple(_forms(live, sight, what)),
            units=len(sight.units),
            made_on=today(),
            levels=naming.levels(),
            silent=_silent(live, sight, what),
            actions=follow_up.done(live, sight),
            tasks=follow_up.to_do(live.store, sight),
            seal=_seal(live, what),
            synthetic=bool(settings.get(db, settings.SYNTHETIC)),
            left_out=reviewing.left_out(db, sight),
        )
    )


def file_name(unit: str, period: Period) -> str:
    return f"bao-cao-{unit}-{period.label}"


def _seal(live: Running, what: Counted) -> Seal | None:
    if not what.closing:
        return None
    found = closings.get(live.store.db, what.closing)
    return Seal(found.digest, date.fromisoformat(found.day))


def _window(shown: Period) -> Window:
    return Window(
        name=shown.name,
        first=shown.first,
        last=shown.last,
        calendar=shown.calendar.label.lower(),
        before=shown.previous().name,
        after="kỳ sau",
    )


def _forms(live: Running, sight: Sight, what: Counted) -> Iterable[Form]:
    issued = _codes(live, sight)
    rates = asked.turnouts(live, asked.forms(live, sight, what), population.of(live, sight))
    for key in what.versions:
        found = results.analysis(live, sight, key)
        if found is None:
            continue
        received = sum(n for _, version, n in what.forms if version == key)
        handed, used = issued.get(code_of(key), (None, None))
        trend, rate = trends.of_sight(live, sight, key), rates.get(code_of(key))
        yield Form(*found, Handled(received, handed, used), trend, rate)


def _codes(live: Running, sight: Sight) -> dict[str, tuple[int, int]]:
    """Codes issued within the period and used until today, by questionnaire."""
    first, last = sight.period.first.isoformat(), sight.period.last.isoformat()
    former = organisation.successions(live.store.db).former(sight.units, sight.day)
    found: dict[str, tuple[int, int]] = {}
    replaced = slip_batches.withdrawn(live.store.db)
    for one in codes.counts(live.store.db, today()):
        batch, form = one.batch, code_of(one.batch.questionnaire)
        # Slips that were printed anew were handed out once: the new codes stand in the place of the old.
        unit = former.get(batch.unit, batch.unit)
        if unit in sight.units and batch.id not in replaced and first <= batch.issued_on <= last:
            issued, used = found.get(form, (0, 0))
            found[form] = issued + batch.size, used + one.used
    return found


def _silent(live: Running, sight: Sight, what: Counted) -> tuple[str, ...]:
    """Names of units with an open point and no answer."""
    db = live.store.db
    open_at = set().union(*points.asked(db, sight.units, sight.day).values())
    return tuple(unit.name for unit in units.some(db, sorted(open_at - set(what.units)), sight.day))


def _letterhead(live: Running, unit: Unit, day: date) -> Letterhead:
    db = live.store.db
    above = [edge.parent for edge in units.edges(db, MANAGEMENT, day) if edge.child == unit.code]
    superior = units.get(db, above[0], day).name if above else ""
    return Letterhead(
        agency=unit.name,
        superior=superior,
        symbol=SYMBOLS.get(unit.kind, ""),
        signer=SIGNERS.get(unit.kind, ANY_SIGNER),
        receivers=(f"{superior} (để báo cáo);",) if superior else (),
    )
