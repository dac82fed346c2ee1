"""What everybody may see: results of whole periods, and their method. No sign-in, no script, no cookie."""

from flask import Flask



def register(app: Flask) -> None:
    # Puts its routes on the blueprint; here, because the open data are made of the releases of this room.
    from survey.published import open_data

    app.register_blueprint(open_data.bp)
