# Whoholds as a container: no rights, no writable disk needed, a health check.
FROM python:3.11.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 HOME=/tmp WHOHOLDS_LOCAL=false
WORKDIR /srv/whoholds
COPY requirements.txt ./
RUN pip install --requirement requirements.txt && useradd --system --no-create-home --shell /usr/sbin/nologin whoholds
COPY app.py cli.py pyproject.toml README.md LICENSE ./
COPY .streamlit .streamlit
COPY gazetteer gazetteer
COPY pipelines pipelines
COPY geo geo
COPY dashboard dashboard
COPY seeds seeds
RUN python -m compileall -q gazetteer pipelines geo dashboard app.py cli.py
USER whoholds
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["python", "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "8501"]
