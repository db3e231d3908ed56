#!/bin/sh
cd "$(dirname "$0")/home" || exit 1
[ $# -gt 0 ] || set -- run
exec ../program/bin/python -m yudu_flow "$@"
