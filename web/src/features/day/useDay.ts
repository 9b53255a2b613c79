import { computed, onScopeDispose, ref } from 'vue'
import { perform } from '@/acts/acts'
import type { Card } from '@/api'
import { m } from '@/i18n'
import { today } from '@/i18n/format'
import { session } from '@/session/session'
import { onReset, want } from '@/store/feed'
import { useGroups } from '@/store/groups'
import { readPage } from '@/store/read'
import { tasks } from '@/store/store'
import { bucketOf, type Bucket } from './buckets'

/** So many open cards of one person are read at most. */
const MOST = 500

/** The open cards of the person who is signed in, by how near they are, live. */
export function useDay() {
  const state = ref<'reading' | 'read' | 'failed'>('reading')
  const failure = ref<unknown>(null)
  const day = ref(today())

  const buckets = useGroups<Card, Bucket>(tasks, {
    groupOf: computed(() => {
      const [me, now] = [session.username.value, day.value]
      return (card: Card) => (card.assigned === me ? bucketOf(card, now) : null)
    }),
    compare: (a, b) => (a.due ?? '~').localeCompare(b.due ?? '~'),
  })

  async function read() {
    state.value = 'reading'
    day.value = today()
    try {
      let cursor: string | null = null
      let count = 0
      do {
        const page: { next: string | null; results: Card[] } = await readPage(tasks, '/api/tasks', {
          assigned: session.username.value,
          status: ['todo', 'in_progress', 'testing'],
          ordering: 'due',
          limit: 100,
          cursor,
        })
        count += page.results.length
        cursor = page.next
      } while (cursor && count < MOST)
      state.value = 'read'
    } catch (problem) {
      failure.value = problem
      state.value = 'failed'
    }
  }

  /** Cards of the backlog have to be in a sprint before they can be done. */
  const mayTick = (card: Card) => card.sprint !== null

  function tick(card: Card) {
    return perform({
      says: m.value.day.ticked(card.name),
      writes: [
        {
          op: 'move',
          kind: 'task',
          id: card.id,
          body: { status: 'done' },
          ifMatch: card.revision,
          shows: { status: 'done' },
        },
      ],
    })
  }

  onScopeDispose(want((change) => change.kind === 'task' && change.changes['assigned']?.to === session.username.value))
  onScopeDispose(onReset(() => void read()))
  /** Midnight of the person comes while the page is open. */
  const timer = setInterval(() => (day.value = today()), 60_000)
  onScopeDispose(() => clearInterval(timer))
  void read()

  return { buckets, state, failure, day, read, tick, mayTick }
}
