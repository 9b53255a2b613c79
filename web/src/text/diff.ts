/** A stretch of a list that became another stretch: a[from, to) became b[start, end). */
export interface Hunk {
  from: number
  to: number
  start: number
  end: number
}

/** A stretch of two texts: in both, only in the later one, or only in the earlier one. */
export interface Piece {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** Texts that differ in more words than this are shown as replaced: a difference of that size helps nobody. */
const MOST_EDITS = 1200
const WORDS = /\s+|[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_]/gu

/** Words, signs and the space between them; together they are the text. */
export function words(text: string): string[] {
  return text.match(WORDS) ?? []
}

/** Where two lists differ, by the fewest insertions and deletions (Myers). */
export function hunks(a: readonly string[], b: readonly string[]): Hunk[] {
  let first = 0
  while (first < a.length && first < b.length && a[first] === b[first]) first += 1
  let aEnd = a.length
  let bEnd = b.length
  while (aEnd > first && bEnd > first && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd -= 1
    bEnd -= 1
  }
  if (first === aEnd && first === bEnd) return []
  const whole = { from: first, to: aEnd, start: first, end: bEnd }
  if (first === aEnd || first === bEnd) return [whole]
  const found = shortest(a.slice(first, aEnd), b.slice(first, bEnd))
  if (!found) return [whole]
  return found.map((it) => ({
    from: it.from + first,
    to: it.to + first,
    start: it.start + first,
    end: it.end + first,
  }))
}

function shortest(a: readonly string[], b: readonly string[]): Hunk[] | null {
  const most = Math.min(a.length + b.length, MOST_EDITS)
  const offset = most + 1
  const furthest = new Int32Array(2 * offset + 1)
  const trace: Int32Array[] = []
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(furthest.slice(offset - edits - 1, offset + edits + 2))
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && furthest[offset + k - 1]! < furthest[offset + k + 1]!)
      let x = down ? furthest[offset + k + 1]! : furthest[offset + k - 1]! + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1
      furthest[offset + k] = x
      if (x >= a.length && x - k >= b.length) return walkedBack(trace, a.length, b.length)
    }
  }
  return null
}

function walkedBack(trace: readonly Int32Array[], aLength: number, bLength: number): Hunk[] {
  const found: Hunk[] = []
  let x = aLength
  let y = bLength
  for (let edits = trace.length - 1; edits > 0; edits -= 1) {
    const row = trace[edits]!
    const at = (k: number) => row[k + edits + 1]!
    const k = x - y
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1))
    const before = down ? k + 1 : k - 1
    const fromX = at(before)
    const fromY = fromX - before
    const step = down
      ? { from: fromX, to: fromX, start: fromY, end: fromY + 1 }
      : { from: fromX, to: fromX + 1, start: fromY, end: fromY }
    const last = found[0]
    if (last && last.from === step.to && last.start === step.end) {
      last.from = step.from
      last.start = step.start
    } else found.unshift(step)
    x = fromX
    y = fromY
  }
  return found
}

/** The difference of two texts by words. Changed words with nothing but space between them are shown as one change. */
export function wordDiff(was: string, now: string): Piece[] {
  const a = words(was)
  const b = words(now)
  const pieces: Piece[] = []
  const push = (kind: Piece['kind'], text: string) => text && pieces.push({ kind, text })
  let at = 0
  for (const { from, to, start, end } of joined(hunks(a, b), a)) {
    push('same', a.slice(at, from).join(''))
    push('removed', a.slice(from, to).join(''))
    push('added', b.slice(start, end).join(''))
    at = to
  }
  push('same', a.slice(at).join(''))
  return pieces
}

function joined(found: readonly Hunk[], a: readonly string[]): Hunk[] {
  const result: Hunk[] = []
  for (const hunk of found) {
    const last = result.at(-1)
    const between = last ? a.slice(last.to, hunk.from).join('') : 'x'
    if (last && !between.trim() && !between.includes('\n')) {
      last.to = hunk.to
      last.end = hunk.end
    } else result.push({ ...hunk })
  }
  return result
}
