import { http, type Card, type Page, type Query, type TaskStatus } from '@/api'
import { fromMemory, keepSeen, recallSeen } from '@/kept/seen'
import { join } from './read'
import { tasks } from './store'

/** A sprint's id, or null for the backlog. */
export type Scope = string | null

export const STATUSES: readonly TaskStatus[] = ['todo', 'in_progress', 'testing', 'done']

interface BoardPage extends Page<Card> {
  position: string | null
  counts: Record<TaskStatus, number>
}

const keyOf = (scope: Scope) => `board/${scope ?? 'backlog'}`
const where = (scope: Scope): Query => (scope === null ? { backlog: true } : { sprint: scope })

/**
 * Reads all cards of a board into the store and joins it with the feed. `shown` is called with each page, as those of a
 * large board come one after the other.
 */
export async function readBoard(scope: Scope, shown: (take: () => void) => void, signal: AbortSignal): Promise<void> {
  const found: Card[] = []
  for await (const { results, position } of pages(scope, signal)) {
    found.push(...results)
    shown(() => tasks.putAll(results))
    await join(position)
  }
  const ids = new Set(found.map(({ id }) => id))
  const left = [...tasks.values()].filter(
    (card) => card.sprint === scope && !ids.has(card.id) && !tasks.pending(card.id),
  )
  tasks.forget(left.filter((card) => recalled.has(card.id)).map(({ id }) => id))
  recalled.clear()
  void keepSeen(keyOf(scope), found)
}

/** What came from the browser's memory and has not been seen again since. */
const recalled = new Set<string>()

/** Shows the board as it was seen last, until it is read or while the line is down. When that was, or null. */
export async function recallBoard(scope: Scope, shown: (take: () => void) => void): Promise<number | null> {
  const seen = await recallSeen<Card[]>(keyOf(scope))
  if (!seen) return null
  shown(() => {
    for (const card of seen.value) {
      if (tasks.peek(card.id)) continue
      recalled.add(card.id)
      tasks.put(card)
    }
  })
  fromMemory.value = true
  return seen.at
}

async function* pages(scope: Scope, signal: AbortSignal): AsyncGenerator<{ results: Card[]; position: string | null }> {
  let cursor: string | null = null
  do {
    const { data }: { data: BoardPage } = await http.call<BoardPage>('GET', '/api/board', {
      query: { ...where(scope), cursor },
      signal,
    })
    yield { results: data.results, position: data.position }
    cursor = data.next
  } while (cursor)
}
