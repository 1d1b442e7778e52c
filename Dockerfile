# The app in a container: docker build -t dnn-visual-trainer . && docker run --init --publish 8501:8501 --volume dnn:/data dnn-visual-trainer
# With the driver of PostgreSQL, as docs/deploy/compose.yaml has it: --build-arg DRIVERS="psycopg[binary]==3.3.9"
FROM python:3.12-slim AS packages

ARG DRIVERS=""
ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

COPY requirements.txt .
RUN python -m venv --without-pip /packages && python -m pip --python /packages/bin/python install -r requirements.txt $DRIVERS

# A quarter of the packages is what no app runs: their tests, add-ons of notebooks, headers, networks and clouds of Arrow, the
# dates and currencies of all languages but the app's.
RUN cd /packages/lib/python3.*/site-packages && \
    find . -depth -type d -name tests -exec rm -r {} + && \
    rm -rf pydeck/nbextension/static plotly/labextension ../../../share/jupyter pyarrow/include && \
    rm -f pyarrow/*flight*.so* pyarrow/*s3*.so* && \
    find babel/locale-data -name '*.dat' ! -name 'root.dat' ! -name 'en*.dat' ! -name 'zh*.dat' -delete


FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PATH=/packages/bin:$PATH

RUN useradd --create-home --uid 10001 app && install --directory --owner app /data
WORKDIR /app
ENV DNN_DATA=/data
VOLUME /data

COPY --from=packages /packages /packages
COPY app.py LICENSE ./
COPY .streamlit .streamlit
COPY dnn dnn
COPY pages pages
RUN python -m compileall -q app.py dnn pages

USER app
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request; base = os.environ.get('STREAMLIT_SERVER_BASE_URL_PATH', '').strip('/'); urllib.request.urlopen('/'.join(filter(None, ['http://127.0.0.1:8501', base, '_stcore/health'])), timeout=4)"]
CMD ["python", "-m", "streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501"]
