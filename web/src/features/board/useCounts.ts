import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { Card, TaskStatus } from '@/api'
import { STATUSES, type Scope } from '@/store/boards'
import { tasks } from '@/store/store'

export interface Counted {
  cards: number
  /** The sum of the estimates. */
  estimate: number
}

export type Counts = Record<TaskStatus, Counted>

const none = (): Counts => Object.fromEntries(STATUSES.map((status) => [status, { cards: 0, estimate: 0 }])) as Counts

/** How many cards each column has, whatever the filter, counted as they change and told once for many changes. */
export function useCounts(scope: Ref<Scope | undefined>): Readonly<Ref<Counts>> {
  let counts = none()
  const told = shallowRef(counts)
  let telling = false

  function add(card: Card | undefined, by: 1 | -1) {
    if (!card || card.sprint !== scope.value) return
    counts[card.status].cards += by
    counts[card.status].estimate += by * (card.estimate ?? 0)
  }

  function tell() {
    if (telling) return
    telling = true
    queueMicrotask(() => {
      telling = false
      told.value = structuredClone(counts)
    })
  }

  function count() {
    counts = none()
    for (const card of tasks.values()) add(card, 1)
    told.value = structuredClone(counts)
  }

  watch(scope, count, { immediate: true, flush: 'sync' })
  onScopeDispose(
    tasks.onShown((_, was, now) => {
      add(was, -1)
      add(now, 1)
      tell()
    }),
  )
  return told
}
