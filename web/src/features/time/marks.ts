import type { Change, TaskStatus } from '@/api'

/** What became of a card between two moments, the weightiest of it. */
export type Mark =
  { what: 'new' | 'deleted' | 'left' | 'came' | 'changed' } | { what: 'moved'; from: TaskStatus; to: TaskStatus }

/** By card, of changes that are given newest first. A card that went and came back is where it was. */
export function marksOf(changes: readonly Change[], sprint: string): Map<string, Mark> {
  const marks = new Map<string, Mark>()
  const byCard = new Map<string, Change[]>()
  for (const change of changes) {
    if (change.kind !== 'task') continue
    const its = byCard.get(change.id)
    if (its) its.unshift(change)
    else byCard.set(change.id, [change])
  }
  for (const [id, its] of byCard) marks.set(id, markOf(its, sprint))
  return marks
}

function markOf(oldestFirst: readonly Change[], sprint: string): Mark {
  const events = oldestFirst.map(({ event }) => event)
  if (events.findLast((event) => /-(deleted|restored)$/.test(event))?.endsWith('deleted')) return { what: 'deleted' }
  if (events.includes('task-created')) return { what: 'new' }
  const sprints = oldestFirst.flatMap(({ changes }) => changes['sprint'] ?? [])
  if (sprints.length && sprints[0]!.from !== sprints.at(-1)!.to)
    return { what: sprints.at(-1)!.to === sprint ? 'came' : 'left' }
  const statuses = oldestFirst.flatMap(({ changes }) => changes['status'] ?? [])
  const [from, to] = [statuses[0]?.from as TaskStatus | undefined, statuses.at(-1)?.to as TaskStatus | undefined]
  return from && to && from !== to ? { what: 'moved', from, to } : { what: 'changed' }
}
