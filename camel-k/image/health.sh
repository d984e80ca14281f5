#!/usr/bin/env bash
# Ends with 0 where the relay in this container is alive: health.sh [live|ready] [PORT]
set -euo pipefail
exec 3<> "/dev/tcp/127.0.0.1/${2:-9876}"
printf 'GET /observe/health/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "${1:-live}" >&3
read -r -t 5 _ status _ <&3
[[ $status == 200 ]]
