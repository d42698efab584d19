#!/bin/sh
# The steps of the tool's ancestor, which people correct by hand afterwards: the image of the originals,
# a container, two seconds of waiting, its description; the image up to the tag, its dump; the image of
# what was squashed; both containers, and the difference of their descriptions.
# Usage: ancestor.sh FOLDER ORIGINALS SQUASHED REVISION NAME
set -eu

folder=$1 originals=$2 squashed=$3 revision=$4 name=$5

clean() {
  docker rm --force "$name-before" "$name-tag" "$name-after"
  docker rmi --force "$name-before" "$name-tag" "$name-after"
}

# build NAME PROJECT REVISION
build() {
  sed "s/upgrade head/upgrade $3/" "$2/contribs/docker/Dockerfile-db" >"$folder/Dockerfile-$1"
  docker build --tag "$1" --file "$folder/Dockerfile-$1" "$2"
}

# serve NAME
serve() {
  docker run --detach --name "$1" "$1"
  sleep 2
}

# describe NAME
describe() {
  docker exec --user postgres "$1" psql --dbname=app --command='\dS+' >"$folder/$1.txt"
}

trap clean EXIT
trap 'exit 143' INT TERM
build "$name-before" "$originals" head
serve "$name-before"
describe "$name-before"
docker rm --force "$name-before"
build "$name-tag" "$originals" "$revision"
serve "$name-tag"
docker exec --user postgres "$name-tag" pg_dump --dbname=app >"$folder/baseline.sql"
docker rm --force "$name-tag"
build "$name-after" "$squashed" head
serve "$name-before"
serve "$name-after"
describe "$name-before"
describe "$name-after"
diff "$folder/$name-before.txt" "$folder/$name-after.txt" || true
