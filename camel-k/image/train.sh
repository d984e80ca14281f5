#!/usr/bin/env bash
# Lets the relay in FOLDER start and stop once, so that the JVM writes down what it loads: train.sh FOLDER
# Without partners, without a database and without ports that anybody knows. On JDK 25 or later an ahead-of-time cache,
# before it an archive of classes; run.sh uses either.
set -euo pipefail
folder=$(cd "$1" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
if (( version >= 25 )); then
  cache=$folder/relay.aot
  option=-XX:AOTCacheOutput=$cache
else
  cache=$folder/relay.jsa
  option=-XX:ArchiveClassesAtExit=$cache
fi
rm -f "$folder"/relay.{aot,jsa}
work=$(mktemp -d)
trap 'kill -KILL "${relay:-}" 2> /dev/null || true; rm -rf "$work"' EXIT

cd "$work"
# Nothing answers on port 9, so that no call ever leaves.
env -i PATH="$PATH" HOME="$work" \
  SPRING_DATASOURCE_URL=jdbc:h2:mem:training SERVER_PORT=0 MANAGEMENT_SERVER_PORT=0 \
  RELAY_IDIBU_BASE_URL=http://127.0.0.1:9 RELAY_IDIBU_HASH=training \
  RELAY_IDIBU_WEBHOOK_ENABLED=true RELAY_IDIBU_WEBHOOK_SECRET=training \
  RELAY_JOBTRAIN_BASE_URL=http://127.0.0.1:9 RELAY_JOBTRAIN_CLIENT_ID=training \
  RELAY_JOBTRAIN_API_KEY=training RELAY_JOBTRAIN_API_PASSWORD=training \
  "$java" "$option" -jar "$folder/applicant-relay.jar" > log 2>&1 &
relay=$!
until grep -q ' Started ApplicantRelayApplication ' log; do
  if (( SECONDS > 300 )) || ! kill -0 "$relay" 2> /dev/null; then
    cat log >&2
    echo "The relay has not started; nothing is written down" >&2
    exit 1
  fi
  sleep 0.2
done
kill -TERM "$relay"
wait "$relay" || true
relay=
if [[ ! -s $cache ]]; then
  cat log >&2
  echo "The JVM has written nothing down" >&2
  exit 1
fi
echo "$cache"
