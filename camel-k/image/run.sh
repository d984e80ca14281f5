#!/usr/bin/env bash
# Starts the relay that lies beside it, or does the command that it is given, with what train.sh has written down where that
# fits this JVM. More options of the JVM: JDK_JAVA_OPTIONS.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
options=(-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError)
if [[ -f $home/relay.aot ]]; then
  options+=("-XX:AOTCache=$home/relay.aot")
elif [[ -f $home/relay.jsa ]]; then
  options+=("-XX:SharedArchiveFile=$home/relay.jsa" -Xshare:auto)
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "${options[@]}" -jar "$home/applicant-relay.jar" "$@"
