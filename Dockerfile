# The app in a container: docker build -t dnn-visual-trainer . && docker run --init --publish 8501:8501 --volume dnn:/data dnn-visual-trainer
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

RUN useradd --create-home --uid 10001 app && install --directory --owner app /data
WORKDIR /app
ENV DNN_DATA=/data
VOLUME /data

COPY requirements.txt .
RUN pip install -r requirements.txt

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
