# phase NAME COMMAND…: runs a phase and notes in $record/phases how long it took, one that fails too.
phase() {
	local name=$1 start=$SECONDS code=0
	shift
	printf '\n== %s\n' "$name"
	"$@" || code=$?
	printf '== %s: %d s\n' "$name" "$((SECONDS - start))"
	printf '%s\t%d\t%d\n' "$name" "$((SECONDS - start))" "$code" >>"$record/phases"
	return "$code"
}
