#!/bin/sh
# 装到本文件夹：program 是程序，home 是局里的内容和数据。不用联网。
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-python@PYTHON@}
"$python" -c 'import venv, ensurepip' 2>/dev/null || {
    echo "没有找到 Python @PYTHON@（含 venv）。请先安装，再运行一次；装在别处的，运行 PYTHON=路径 sh install.sh"
    exit 1
}
"$python" -m venv --clear program
program/bin/python -m pip --isolated --quiet --disable-pip-version-check install \
    --no-index --find-links wheels --no-deps --require-hashes -r requirements.txt
[ -d home ] || program/bin/python -m yudu_flow init home >/dev/null
echo "装好了。启动：sh start.sh"
