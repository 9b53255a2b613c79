import { steps } from '@/acts/undo'
import { perform, undo } from '@/acts/acts'
import { newId, type Write } from '@/acts/write'
import { http, type Card, type Page, type Sprint } from '@/api'
import { m } from '@/i18n'
import { sprints } from '@/store/store'
import { toasts } from '@/ui/toasts'

/** What can be done with a sprint as a whole. */
export function useSprintActs() {
  function remove(sprint: Sprint) {
    return perform({
      says: m.value.sprints.deleted(sprint.name),
      writes: [{ op: 'delete', kind: 'sprint', id: sprint.id, ifMatch: sprint.revision }],
    })
  }

  /**
   * Ends a sprint today; its open cards go to another one, or to the backlog (null). The service does all of it in one
   * call. What takes it back is made of what was there before: each card has had one event.
   */
  async function close(sprint: Sprint, moveOpenTo: string | null) {
    const before = await openCards(sprint.id)
    const path = `/api/sprints/${encodeURIComponent(sprint.id)}/close`
    const { data } = await http.call<Sprint>('POST', path, { body: { move_open_to: moveOpenTo } })
    sprints.put(data)
    const says = m.value.sprints.closed(sprint.name)
    const back: Write[] = before.map(({ id, revision, status }) => ({
      op: 'patch',
      kind: 'task',
      id,
      body: { sprint: sprint.id, status },
      ifMatch: revision + 1,
    }))
    if (data.end !== sprint.end)
      back.unshift({ op: 'patch', kind: 'sprint', id: data.id, body: { end: sprint.end }, ifMatch: data.revision })
    const step = { says, entry: newId(), writes: Promise.resolve(back) }
    steps.done(step)
    toasts.show({ text: says, action: { text: m.value.acts.undo, run: () => void undo(step) } })
  }

  return { remove, close }
}

export async function openCards(sprint: string): Promise<Card[]> {
  const found: Card[] = []
  let cursor: string | null = null
  do {
    const { data }: { data: Page<Card> } = await http.call<Page<Card>>('GET', '/api/tasks', {
      query: { sprint, status: ['todo', 'in_progress', 'testing'], limit: 100, cursor },
    })
    found.push(...data.results)
    cursor = data.next
  } while (cursor)
  return found
}
