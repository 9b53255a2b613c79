import { computed, onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import { http, type Change, type Page } from '@/api'

const PAUSE = 250
/** Further back than so many changes the list does not go. */
const MOST = 3000

/** What changed in a sprint between two instants, newest first; read from now backwards, as far as it is asked for. */
export function useChanges(sprint: string, from: Ref<string>, until: Ref<string>) {
  const read = shallowRef<readonly Change[]>([])
  const loading = ref(false)
  const failure = ref<unknown>(null)
  let cursor: string | null | undefined
  let timer = 0
  const asking = new AbortController()

  const isEnough = () => {
    const last = read.value.at(-1)
    return cursor === null || read.value.length >= MOST || (!!last && Date.parse(last.at) <= Date.parse(from.value))
  }

  async function load() {
    if (loading.value) return
    loading.value = true
    failure.value = null
    try {
      while (!isEnough()) {
        const { data } = await http.call<Page<Change>>('GET', '/api/changes', {
          query: { sprint, order: 'desc', limit: 100, after: cursor },
          headers: { Accept: 'application/json' },
          signal: asking.signal,
        })
        cursor = data.next
        read.value = [...read.value, ...data.results]
      }
    } catch (problem) {
      if (!asking.signal.aborted) failure.value = problem
    }
    loading.value = false
  }

  /** Reads what is missing, a moment after the slider has come to rest. */
  function want() {
    clearTimeout(timer)
    timer = window.setTimeout(load, PAUSE)
  }

  onScopeDispose(() => {
    clearTimeout(timer)
    asking.abort()
  })

  return {
    between: computed(() => {
      const [first, last] = [Date.parse(from.value), Date.parse(until.value)]
      return read.value.filter(({ at }) => Date.parse(at) > first && Date.parse(at) <= last)
    }),
    /** There are more than are told. */
    cut: computed(() => read.value.length >= MOST && Date.parse(read.value.at(-1)!.at) > Date.parse(from.value)),
    loading,
    failure,
    want,
    load,
  }
}
