from flask import Blueprint, render_template

bp = Blueprint("published", __name__)


@bp.get("/ket-qua")
def results() -> str:
    return render_template("published/results.html")


@bp.get("/cach-tinh")
def method() -> str:
    return render_template("published/method.html")
