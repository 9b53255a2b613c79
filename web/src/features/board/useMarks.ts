import { onScopeDispose, shallowReactive } from 'vue'
import type { Change } from '@/api'
import { live } from '@/live/live'
import { session } from '@/session/session'

/** Marked so long, in milliseconds. */
const SHOWN = 4000
/** When more than this many change at once, a mark says nothing any more. */
const MOST = 60

export interface Mark {
  by: string
  until: number
}

/** Cards that somebody else has just changed, with who did it. */
export function useMarks(heard: (change: Change) => void) {
  const marks = shallowReactive(new Map<string, Mark>())
  let timer = 0

  function sweep() {
    timer = 0
    const now = performance.now()
    for (const [id, mark] of marks) if (mark.until <= now) marks.delete(id)
    if (marks.size) timer = window.setTimeout(sweep, 500)
  }

  function onChanges(changes: readonly Change[]) {
    if (changes.length > MOST) return
    for (const change of changes) {
      if (change.kind !== 'task' || change.by === session.username.value) continue
      marks.delete(change.id)
      marks.set(change.id, { by: change.by, until: performance.now() + SHOWN })
      if (marks.size > MOST) marks.delete(marks.keys().next().value!)
      heard(change)
    }
    if (marks.size) timer ||= window.setTimeout(sweep, 500)
  }

  onScopeDispose(live.listen({ onChanges }))
  onScopeDispose(() => clearTimeout(timer))
  return marks as ReadonlyMap<string, Mark>
}
