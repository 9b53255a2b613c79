# Ends PostgreSQL and Redis of a home folder when the process that runs them has ended without doing so itself.
# Arguments: the home folder, and the number of that process. It holds the other end of standard input, which is
# closed by whatever ends it; the word `done` before that says that all has been ended in good order.
trap '' HUP INT QUIT TERM
home=$1
owner=$2

if read -r word && [ "$word" = done ]; then exit 0; fi

# Whoever has taken the folder over meanwhile ends what was left there, and runs its own.
is_ours() {
  [ "$(cat "$home/lock" 2>/dev/null)" = "$owner" ]
}

# The number in a file may belong to another program by now.
runs_in() {
  [ -n "$1" ] && kill -0 "$1" 2>/dev/null || return 1
  if [ -d /proc/self ]; then
    [ "$(readlink "/proc/$1/cwd" 2>/dev/null)" = "$2" ]
  else
    case $(ps -o command= -p "$1" 2>/dev/null) in
      *"$2"*) ;;
      *) return 1 ;;
    esac
  fi
}

# The folder, the file with the number, and each signal with the seconds to wait after it.
end() {
  folder=$1
  number=$(head -n 1 "$2" 2>/dev/null)
  # Asked after the number was read: who takes the folder over says so before it starts anything there.
  is_ours || return 0
  shift 2
  for step; do
    runs_in "$number" "$folder" || return 0
    found=yes
    kill -s "${step%:*}" "$number" 2>/dev/null
    looks=$((${step#*:} * 5))
    while [ "$looks" -gt 0 ] && runs_in "$number" "$folder"; do
      sleep 0.2 2>/dev/null || sleep 1
      looks=$((looks - 1))
    done
  done
}

# Twice, as one of them may have been starting.
quiet=0
while [ "$quiet" -lt 2 ] && is_ours; do
  found=no
  end "$home/redis" "$home/redis/redis.pid" TERM:3 KILL:3
  end "$home/postgres/data" "$home/postgres/data/postmaster.pid" INT:20 QUIT:5 KILL:5
  if [ "$found" = no ]; then quiet=$((quiet + 1)); fi
  sleep 1
done
