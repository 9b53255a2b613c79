import { shallowRef } from 'vue'
import { kept } from './kept'

interface Note {
  at: number
  bytes: number
}
type Notes = Record<string, Note>

interface Seen<T> {
  at: number
  value: T
}

/** Of all that was seen, boards above all. */
const MOST_BYTES = 8 << 20
const PREFIX = 'seen/'
const NOTES = 'seen'
let last: Promise<unknown> = Promise.resolve()

/** Something on the screen is from memory: it has to be read when the line is back. */
export const fromMemory = shallowRef(false)

/** Which ones go, those seen longest ago first, so that the others fit with one of so many bytes. */
export function toDrop(notes: Readonly<Notes>, bytes: number, most = MOST_BYTES): string[] {
  let sum = bytes + Object.values(notes).reduce((all, note) => all + note.bytes, 0)
  const oldestFirst = Object.entries(notes).sort(([, a], [, b]) => a.at - b.at)
  return oldestFirst.flatMap(([key, note]) => {
    if (sum <= most) return []
    sum -= note.bytes
    return [key]
  })
}

/** Keeps what was read, for the time without a line. What alone is too large is not kept. */
export function keepSeen(key: string, value: unknown): Promise<void> {
  const work = last.then(() => keep(PREFIX + key, JSON.stringify({ at: Date.now(), value })))
  last = work.catch(() => undefined)
  return work
}

async function keep(key: string, text: string) {
  const bytes = text.length * 2
  const there = await kept.keys(PREFIX)
  const known = Object.entries((await kept.get<Notes>(NOTES)) ?? {}).filter(([other]) => other !== key)
  const notes = new Map(known)
  const strays = there.filter((other) => other !== key && !notes.has(other)) // another tab kept them meanwhile
  const gone = [...strays, ...toDrop(Object.fromEntries(notes), bytes), ...(bytes > MOST_BYTES ? [key] : [])]
  for (const old of gone) {
    notes.delete(old)
    await kept.remove(old)
  }
  if (bytes <= MOST_BYTES) {
    await kept.set(key, text)
    notes.set(key, { at: Date.now(), bytes })
  }
  await kept.set(NOTES, Object.fromEntries(notes))
}

/** What was seen last, or null. */
export async function recallSeen<T>(key: string): Promise<Seen<T> | null> {
  const text = await kept.get<string>(PREFIX + key)
  return typeof text === 'string' ? (JSON.parse(text) as Seen<T>) : null
}
