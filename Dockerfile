# Built in one stage, run in another: the image carries Python, the wheel, and nothing to compile with.
FROM python:3.11-slim AS build
WORKDIR /source
COPY . .
RUN pip wheel --no-cache-dir --constraint constraints.txt --wheel-dir /wheels .

FROM python:3.11-slim
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels sipas \
 && useradd --system --uid 10001 --create-home sipas \
 && install --directory --owner=sipas --mode=700 /data
USER sipas
ENV SIPAS_HOME=/data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# `init` changes nothing that is there, so it may run at every start.
CMD ["sh", "-c", "sipas init && exec sipas serve --host 0.0.0.0 --port 8000"]
