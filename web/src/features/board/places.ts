import type { Write } from '@/acts/write'
import type { Card } from '@/api'
import type { Scope } from '@/store/boards'
import { laneFields, type Cell, type Grouping } from './cells'

/** Where cards are put: into a cell, after one of its cards or at its top (null). */
export interface Place extends Cell {
  after: string | null
}

export interface Target {
  scope: Scope
  grouping: Grouping
  /** What the cell shows, in order. */
  ids: readonly string[]
  card: (id: string) => Card | undefined
}

export const samePlace = (a: Place | null, b: Place | null) =>
  a === b || (!!a && !!b && a.status === b.status && a.lane === b.lane && a.after === b.after)

/** Where a card stands. */
export function placeOf(id: string, cell: Cell, ids: readonly string[]): Place {
  return { ...cell, after: ids[ids.indexOf(id) - 1] ?? null }
}

/** The number of the place among the cards that stay, from 1, and how many there are with those that come. */
export function numbered(place: Place, ids: readonly string[], moved: ReadonlySet<string>): { at: number; of: number } {
  const left = ids.filter((id) => !moved.has(id))
  const after = neighbourBefore(place, ids, moved)
  return { at: after === null ? 1 : left.indexOf(after) + 2, of: left.length + 1 }
}

/** The last card before the place that is not moved itself. */
function neighbourBefore(place: Place, ids: readonly string[], moved: ReadonlySet<string>): string | null {
  for (let at = place.after === null ? -1 : ids.indexOf(place.after); at >= 0; at -= 1)
    if (!moved.has(ids[at]!)) return ids[at]!
  return null
}

/** What has to be written so that the cards stand at a place, one after the other; nothing for those that do already. */
export function movesTo(place: Place, moved: readonly Card[], target: Target): Write[] {
  const { scope, grouping, ids, card } = target
  const taken = new Set(moved.map(({ id }) => id))
  const before = neighbourBefore(place, ids, taken)
  if (stands(place, before, moved, ids)) return []
  const left = ids.filter((id) => !taken.has(id))
  const next = left[before === null ? 0 : left.indexOf(before) + 1]
  const low = before === null ? undefined : card(before)?.order
  const high = next === undefined ? undefined : card(next)?.order

  let previous = before
  return moved.flatMap((it, at): Write[] => {
    const fields = laneFields(it, grouping, place.lane)
    const beside = previous !== null ? { after: previous } : next !== undefined ? { before: next } : {}
    previous = it.id
    const sprint = it.sprint === scope ? {} : { sprint: scope }
    const order = between(low, high, (at + 1) / (moved.length + 1), at)
    const move: Write = {
      op: 'move',
      kind: 'task',
      id: it.id,
      body: { status: place.status, ...sprint, ...beside },
      shows: { status: place.status, ...sprint, order },
    }
    return Object.keys(fields).length ? [patchOf(it, fields), move] : [move]
  })
}

function stands(place: Place, before: string | null, moved: readonly Card[], ids: readonly string[]): boolean {
  const start = before === null ? 0 : ids.indexOf(before) + 1
  return moved.every(({ id, status }, at) => status === place.status && ids[start + at] === id)
}

function between(low: number | undefined, high: number | undefined, share: number, at: number): number {
  if (low === undefined) return high === undefined ? at : high - 1 + share
  return high === undefined ? low + 1 + at : low + (high - low) * share
}

export function patchOf(card: Card, body: Partial<Card>): Write {
  return { op: 'patch', kind: 'task', id: card.id, body, ...(card.revision ? { ifMatch: card.revision } : {}) }
}
