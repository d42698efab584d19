# Removes what a process leaves that was killed. It reads the names of folders until that process
# ends; one that ended well has removed them itself. With a line "docker", its containers and images
# go too. Usage: sh -c "$(cat watchdog.sh)" watchdog TOKEN
token=$1
trap '' HUP INT TERM QUIT
cd /
folders=
docker=
while IFS= read -r line; do
  if [ "$line" = docker ]; then docker=1; else folders="$folders$line
"; fi
done
IFS='
'
set -f

left() {
  for folder in $folders; do [ ! -e "$folder" ] || return 0; done
  return 1
}

# The first process of each server: all others end with it.
stop_servers() {
  for folder in $folders; do
    set +f
    for file in "$folder"/data-*/postmaster.pid; do
      set -f
      pid=$(head -n 1 "$file" 2>/dev/null)
      case "$(readlink "/proc/$pid/cwd" 2>/dev/null || echo "$folder/")" in
        "$folder"/*) ;;
        *) pid= ;;
      esac
      [ -z "$pid" ] || kill -QUIT "$pid" 2>/dev/null
    done
    set -f
  done
}

# What was started with the variable that names the process, and has not ended with it.
end_programs() {
  for file in $(set +f; grep -lsxz "ALEMBIC_SQUASH_INSTANCE=$token" /proc/[0-9]*/environ); do
    pid=${file#/proc/}
    kill "-$1" "${pid%/environ}" 2>/dev/null
  done
}

remove_of_docker() {
  label=alembic_squash.instance=$token
  containers=$(docker ps --all --quiet --filter "label=$label")
  [ -z "$containers" ] || docker rm --force --volumes $containers
  images=$(docker image ls --all --quiet --filter dangling=true --filter "label=$label")
  [ -z "$images" ] || docker image rm --force $images
}

if left; then
  stop_servers
  end_programs TERM
  sleep 1
  end_programs KILL
  for try in 1 2 3 4 5 6 7 8 9 10; do
    stop_servers
    rm -rf $folders
    [ -z "$docker" ] || remove_of_docker
    sleep 1
    left || break
  done
fi >/dev/null 2>&1
