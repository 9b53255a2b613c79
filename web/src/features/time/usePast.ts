import { onScopeDispose, ref, shallowRef } from 'vue'
import { http, type Card, type Page } from '@/api'

/** A board as it was. */
export interface Past {
  at: string
  cards: readonly Card[]
}

const PAUSE = 60
/** So many cards are kept of all boards that were looked at. */
const MOST_CARDS = 30_000

/**
 * Boards of a sprint at instants. What was seen is shown again at once; the neighbours are read ahead; what has been
 * gone past while the slider moves is not read.
 */
export function usePast(sprint: string) {
  const seen = new Map<string, Past>()
  const shown = shallowRef<Past | null>(null)
  /** The board that is asked for has not come yet: the one before it is shown meanwhile. */
  const waiting = ref(false)
  const failure = ref<unknown>(null)
  let timer = 0
  let reading = new AbortController()

  async function read(at: string, signal: AbortSignal): Promise<Past> {
    const known = seen.get(at)
    if (known) return known
    const cards: Card[] = []
    let cursor: string | null = null
    do {
      const { data }: { data: Page<Card> } = await http.call<Page<Card>>('GET', '/api/board', {
        query: { sprint, as_of: at, cursor },
        signal,
      })
      cards.push(...data.results)
      cursor = data.next
    } while (cursor)
    const past = { at, cards }
    keep(past)
    return past
  }

  /** Those that were looked at longest ago go first. */
  function keep(past: Past) {
    seen.delete(past.at)
    seen.set(past.at, past)
    let sum = 0
    for (const { cards } of seen.values()) sum += cards.length
    for (const [at, { cards }] of seen) {
      if (sum <= MOST_CARDS || at === past.at) return
      seen.delete(at)
      sum -= cards.length
    }
  }

  async function load(at: string, ahead: readonly string[]) {
    const mine = (reading = new AbortController())
    try {
      shown.value = await read(at, mine.signal)
      waiting.value = false
      for (const next of ahead) await read(next, mine.signal)
    } catch (problem) {
      if (mine.signal.aborted || shown.value?.at === at) return
      waiting.value = false
      failure.value = problem
    }
  }

  function look(at: string, ahead: readonly string[] = []) {
    clearTimeout(timer)
    reading.abort()
    failure.value = null
    const known = seen.get(at)
    if (known) {
      keep(known)
      shown.value = known
    }
    waiting.value = !known
    timer = window.setTimeout(load, PAUSE, at, ahead)
  }

  onScopeDispose(() => {
    clearTimeout(timer)
    reading.abort()
  })
  return { shown, waiting, failure, look }
}
