@echo off
cd /d "%~dp0home"
if "%~1"=="" (..\program\Scripts\python -m yudu_flow run) else (..\program\Scripts\python -m yudu_flow %*)
pause
