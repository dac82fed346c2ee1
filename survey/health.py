"""/healthz: can this process read its database and write beside it?"""

import os

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue

from survey.running import running
from survey.store import settings
from survey.store.errors import StoreUnavailable, outages

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    live = running()
    try:
        with outages():
            settings.get(live.store.db, settings.SYNTHETIC)
    except StoreUnavailable as error:
        live.store.reset()
        return {"ok": False, "reason": str(error)}, 503
    if not os.access(live.settings.home, os.W_OK):
        return {"ok": False, "reason": "Không ghi được vào thư mục dữ liệu."}, 503
    return {"ok": True}


def register(app: Flask) -> None:
    app.register_blueprint(bp)
