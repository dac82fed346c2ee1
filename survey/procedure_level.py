"""At which level a unit handles procedures: a school its own, the province, or the commune."""

from survey.store.units import Unit

SCHOOLS = ("mam_non", "tieu_hoc", "thcs", "thpt", "gdtx", "lien_cap")
PROVINCE = ("so_gddt", "ubnd_tinh", "ttpvhcc_tinh", "chi_nhanh", "phong_thuoc_so")


def level_of(unit: Unit) -> str:
    if unit.level in SCHOOLS:
        return "truong"
    return "tinh" if unit.kind in PROVINCE else "xa"
