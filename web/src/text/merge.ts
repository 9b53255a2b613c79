import { hunks, words, type Hunk } from './diff'

/** Both changes of a text in one, or null where they touch the same words. */
export function merged(base: string, yours: string, theirs: string): string | null {
  const from = words(base)
  const [mine, other] = [words(yours), words(theirs)]
  const changes = [
    ...hunks(from, mine).map((hunk) => ({ hunk, text: mine.slice(hunk.start, hunk.end).join('') })),
    ...hunks(from, other).map((hunk) => ({ hunk, text: other.slice(hunk.start, hunk.end).join('') })),
  ].sort((a, b) => a.hunk.from - b.hunk.from || a.hunk.to - b.hunk.to)
  let result = ''
  let at = 0
  let last: { hunk: Hunk; text: string } | null = null
  for (const change of changes) {
    if (last && touches(last.hunk, change.hunk)) {
      if (sameChange(last, change)) continue
      return null
    }
    result += from.slice(at, change.hunk.from).join('') + change.text
    at = change.hunk.to
    last = change
  }
  return result + from.slice(at).join('')
}

function touches(a: Hunk, b: Hunk) {
  return b.from < a.to || (b.from === a.to && (a.from === a.to || b.from === b.to)) || b.from === a.from
}

function sameChange(a: { hunk: Hunk; text: string }, b: { hunk: Hunk; text: string }) {
  return a.hunk.from === b.hunk.from && a.hunk.to === b.hunk.to && a.text === b.text
}
