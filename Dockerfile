# The image itself was never built in this repository's checks: only each of its RUN targets is
# run there, by .ci/run. So every RUN is a make target.
#
#   docker build --tag pulmet .
#   docker run --rm --publish 127.0.0.1:8000:8000 --env PULMET_ALLOW_UNAUTHENTICATED=true pulmet
#
# Inside a container the service must listen on every address, and off loopback it refuses to
# start unless PULMET_ALLOW_UNAUTHENTICATED=true. The image does not set that: whoever runs it
# decides, and keeps the published port behind a proxy that knows its users (or on loopback, as
# above). Another bundle: --volume DIR:/bundle:ro --env PULMET_BUNDLE=/bundle

# Full image: it has make and a C compiler, which the slim one lacks.
FROM python:3.11-bookworm AS build
WORKDIR /app
# models/, service/ and pulmet/ are handed on below, without what Python caches beside them.
ENV PYTHONDONTWRITEBYTECODE=1
COPY Makefile pyproject.toml setup.py README.md LICENSE ./
COPY requirements/ requirements/
COPY models/ models/
COPY training/ training/
COPY service/ service/
COPY pulmet/ pulmet/
RUN make bundle
RUN make service-environment

# Same path and same Python as above, so the environment and the compiled models/kernels work where
# they are copied to. No compiler, no training code, none of its libraries, no fitted estimators.
FROM python:3.11-slim-bookworm AS runtime
WORKDIR /app
COPY --from=build /app/.venv-service/ .venv-service/
COPY --from=build /app/bundles/default/ bundles/default/
COPY --from=build /app/models/ models/
COPY --from=build /app/service/ service/
COPY --from=build /app/pulmet/ pulmet/
COPY LICENSE ./

ENV PATH=/app/.venv-service/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PULMET_BUNDLE=/app/bundles/default \
    PULMET_HOST=0.0.0.0 \
    PULMET_PORT=8000

USER 10001:10001
EXPOSE 8000
# urlopen raises on an answer of 400 and above, which ends Python with 1: unhealthy.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PULMET_PORT'] + '/health/ready', timeout=4)"]
ENTRYPOINT ["pulmet"]
CMD ["serve"]
