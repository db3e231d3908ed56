@echo off
rem 装到本文件夹：program 是程序，home 是局里的内容和数据。不用联网。
setlocal
cd /d "%~dp0"
set PYTHON=py -@PYTHON@
%PYTHON% -c "import venv" >nul 2>nul || set PYTHON=python
%PYTHON% -c "import sys; sys.exit(sys.version_info[:2] != tuple(map(int, '@PYTHON@'.split('.'))))" >nul 2>nul
if errorlevel 1 (
    echo 没有找到 Python @PYTHON@，请先安装（安装时勾选 Add to PATH），再运行一次。
    goto failed
)
%PYTHON% -m venv --clear program || goto failed
program\Scripts\python -m pip --isolated --quiet --disable-pip-version-check install --no-index --find-links wheels --no-deps --require-hashes -r requirements.txt || goto failed
if not exist home program\Scripts\python -m yudu_flow init home >nul || goto failed
echo 装好了。启动：双击 start.bat
pause
exit /b 0

:failed
echo 没有装成，请把上面的话告诉给您安装包的人。
pause
exit /b 1
