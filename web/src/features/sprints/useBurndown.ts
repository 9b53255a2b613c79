import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { http } from '@/api'
import { onReset } from '@/store/feed'
import type { BurndownDay } from './burndown'
import { useCardChanges } from './useProgress'

/** What was open and done at the end of each day of a sprint; counted again when cards change. */
export function useBurndown(id: Ref<string>) {
  const rows = ref<BurndownDay[] | null>(null)
  const failure = ref<unknown>(null)
  let reading = new AbortController()

  async function read() {
    reading.abort()
    const { signal } = (reading = new AbortController())
    try {
      const path = `/api/sprints/${encodeURIComponent(id.value)}/burndown`
      const { data } = await http.call<{ results: BurndownDay[] }>('GET', path, { signal })
      rows.value = data.results
      failure.value = null
    } catch (problem) {
      if (!signal.aborted && !rows.value) failure.value = problem
    }
  }

  watch(
    id,
    () => {
      rows.value = null
      void read()
    },
    { immediate: true },
  )
  useCardChanges(() => void read())
  onScopeDispose(onReset(() => void read()))
  onScopeDispose(() => reading.abort())
  return { rows, failure, read }
}
