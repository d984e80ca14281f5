#!/usr/bin/env bash
# Takes the jar apart into layers, each a folder that may be copied over the others: extract.sh JAR FOLDER
set -euo pipefail
jar=$1
folder=$2
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Djarmode=tools -jar "$jar" extract --layers --destination "$folder"
# Not every layer has files, and the image copies them all.
mkdir -p "$folder"/{dependencies,snapshot-dependencies,spring-boot-loader,application}
