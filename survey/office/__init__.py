"""The office's pages: people sign in, see their own units, and look at the quarter."""

from flask import Flask

from survey.office import (
    actions,
    analysis,
    audit_log,
    auth,
    campaign_form,
    campaigns,
    closing,
    closing_check,
    common_sign_in,
    failures,
    importing,
    invitations,
    keying,
    kit,
    microdata,
    organisation,
    organisation_file,
    paper,
    people,
    point_form,
    points,
    population,
    procedures,
    progress,
    proofs,
    quarter,
    reports,
    set_aside,
    sign_in,
    slips,
    systems,
    unit_events,
    unit_history,
    vendor,
)
from survey.office.blueprint import bp, csrf

# Importing a page puts its routes on the blueprint.
PAGES = (
    sign_in,
    proofs,
    invitations,
    quarter,
    analysis,
    reports,
    kit,
    progress,
    campaigns,
    campaign_form,
    slips,
    paper,
    keying,
    importing,
    set_aside,
    points,
    point_form,
    organisation,
    organisation_file,
    unit_history,
    unit_events,
    population,
    procedures,
    closing,
    closing_check,
    actions,
    microdata,
    people,
    systems,
    audit_log,
    vendor,
    failures,
)


def register(app: Flask) -> None:
    app.config.update(
        # Citizens' pages never see the cookie of an officer.
        SESSION_COOKIE_PATH=auth.HERE,
        SESSION_COOKIE_NAME="van_phong",
        # Only this room has forms with a cookie behind them, and it asks for the check itself.
        WTF_CSRF_CHECK_DEFAULT=False,
        # A form lives as long as the session that its token is tied to.
        WTF_CSRF_TIME_LIMIT=None,
        # Our pages tell nobody where a visitor comes from, so there is no referrer to check beside the token.
        WTF_CSRF_SSL_STRICT=False,
    )
    auth.register(app)
    common_sign_in.register(app)
    csrf.init_app(app)
    app.register_blueprint(bp)
