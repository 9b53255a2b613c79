import { computed, shallowReactive } from 'vue'
import type { Write } from './write'

/** So many acts can be taken back. */
const DEPTH = 100

export interface Step {
  /** What was done, in the person's language. */
  says: string
  /** Of the outbox, as long as it waits there. */
  entry: string
  /** What takes it back, once it is done; nothing if it was refused. */
  writes: Promise<Write[]>
}

const past = shallowReactive<Step[]>([])
const future = shallowReactive<Step[]>([])

/** What can be taken back, and what of that can be done again. Lasts as long as the page. */
export const steps = {
  canUndo: computed(() => past.length > 0),
  canRedo: computed(() => future.length > 0),
  last: computed(() => past.at(-1)),

  done(step: Step) {
    past.push(step)
    if (past.length > DEPTH) past.shift()
    future.length = 0
  },
  undone(step: Step) {
    future.push(step)
  },
  redone(step: Step) {
    past.push(step)
  },
  takeUndo(step?: Step): Step | undefined {
    if (!step) return past.pop()
    const at = past.indexOf(step)
    return at < 0 ? undefined : past.splice(at, 1)[0]
  },
  takeRedo: (): Step | undefined => future.pop(),
  drop(step: Step) {
    const at = past.indexOf(step)
    if (at >= 0) past.splice(at, 1)
  },
  clear() {
    past.length = 0
    future.length = 0
  },
}
