/**
 * The script of a go that answers the commands before a build, and then runs `building` with the
 * file in $out. It notes each build in `builds` of the home folder: module, flags, arguments. A
 * module's files are in `source` there.
 */
export function fakeGo(building: string, version = "go1.26.8"): string {
  return `PATH=/usr/bin:/bin
case "$1 $2" in
  "env GOVERSION") echo ${version}; exit ;;
  "env GOMODCACHE") echo "$HOME/mod"; echo "$HOME/compiled"; exit ;;
  "mod download") echo "{\\"Dir\\": \\"$HOME/source\\"}"; exit ;;
esac
echo "$(basename "$PWD") $GOFLAGS $*" >>"$HOME/builds"
while [ "$1" != -o ]; do shift; done
out=$2
${building}`;
}

/** Writes the script as the file of a tool. */
export function making(script: string): string {
  return `echo 'go: downloading example.com/m v1.0.0' >&2\nprintf '%s\\n' '#!/bin/sh' >"$out"\ncat >>"$out" <<'SCRIPT'\n${script}\nSCRIPT\nchmod +x "$out"`;
}
