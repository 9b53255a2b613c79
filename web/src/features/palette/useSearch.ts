import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { http, type Kind, type Page } from '@/api'

export interface Hit {
  kind: Kind
  id: string
  title: string
  excerpt: string
}

const PAUSE = 120
const MOST = 12

/** Asks the service for what is typed, a moment after each key, and forgets the answers to what was typed before. */
export function useSearch(typed: Ref<string>) {
  const hits = shallowRef<readonly Hit[]>([])
  const busy = ref(false)
  let timer = 0
  let asking = new AbortController()

  async function ask(q: string) {
    const mine = (asking = new AbortController())
    try {
      const query = { q, limit: MOST }
      const { data } = await http.call<Page<Hit>>('GET', '/api/search', { query, signal: mine.signal })
      hits.value = data.results
    } catch {
      // Nothing to search for, or no line: then there is what the page knows itself.
      if (!mine.signal.aborted) hits.value = []
    }
    if (!mine.signal.aborted) busy.value = false
  }

  function stop() {
    clearTimeout(timer)
    asking.abort()
  }

  watch(typed, (now) => {
    stop()
    const q = now.trim().slice(0, 200)
    busy.value = q !== ''
    if (q) timer = window.setTimeout(ask, PAUSE, q)
    else hits.value = []
  })
  onScopeDispose(stop)
  return { hits, busy }
}
