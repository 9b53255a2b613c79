import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'
import { Unreachable, type Card, type TaskStatus } from '@/api'
import { readBoard, recallBoard, type Scope } from '@/store/boards'
import { onReset, want } from '@/store/feed'
import { useGroups } from '@/store/groups'
import { tasks } from '@/store/store'

export const inOrder = (a: Card, b: Card) => a.order - b.order

/** The cards of a sprint or of the backlog (null) by status, live. Undefined shows nothing yet. */
export function useBoard(scope: Ref<Scope | undefined>) {
  const loading = ref(true)
  const failure = ref<unknown>(null)
  /** What is shown is from the browser's memory, of this time. */
  const seenAt = ref<number | null>(null)
  let reading = new AbortController()

  const columns = useGroups<Card, TaskStatus>(tasks, {
    groupOf: computed(() => {
      const wanted = scope.value
      return (card: Card) => (card.sprint === wanted ? card.status : null)
    }),
    compare: inOrder,
  })

  async function load() {
    reading.abort()
    const mine = (reading = new AbortController())
    const wanted = scope.value
    if (wanted === undefined) return
    loading.value = true
    failure.value = null
    const recalled = recallBoard(wanted, columns.together)
    try {
      await readBoard(wanted, columns.together, mine.signal)
      seenAt.value = null
    } catch (problem) {
      if (mine.signal.aborted) return
      seenAt.value = problem instanceof Unreachable ? await recalled : null
      if (seenAt.value === null) failure.value = problem
    }
    loading.value = false
  }

  watch(scope, load, { immediate: true })
  onScopeDispose(onReset(load))
  onScopeDispose(
    want(
      (change) =>
        change.kind === 'task' &&
        (change.event === 'task-restored' ||
          (change.changes['sprint']?.to ?? undefined) === (scope.value ?? undefined)),
    ),
  )
  onScopeDispose(() => reading.abort())

  return { columns, loading, failure, seenAt, load }
}
