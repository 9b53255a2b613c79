import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { perform } from '@/acts/acts'
import { isNew } from '@/acts/write'
import { http, type Page } from '@/api'
import { m } from '@/i18n'
import type { Step } from './sentences'
import { sentence } from './sentences'
import type { CardAtHand, Then } from './useCard'

/** So many steps are shown first, and with each "Show more". */
const AT_ONCE = 15
const PAGE = 100

/** What happened to the card, the latest first. The service tells it from the beginning; the feed goes on. */
export function useHistory(card: CardAtHand) {
  const steps = shallowRef<Step[]>([])
  const state = ref<'reading' | 'read' | 'failed'>('reading')
  const failure = shallowRef<unknown>(null)
  const most = ref(AT_ONCE)
  const stop = new AbortController()

  function take(fresh: readonly Step[]) {
    const known = new Map(steps.value.map((step) => [step.revision, step]))
    for (const step of fresh) if (!known.has(step.revision)) known.set(step.revision, step)
    steps.value = [...known.values()].sort((a, b) => b.revision - a.revision)
  }

  async function load() {
    if (isNew(card.id)) return
    state.value = 'reading'
    try {
      let cursor: string | null = null
      do {
        const { data }: { data: Page<Step> } = await http.call<Page<Step>>(
          'GET',
          `/api/tasks/${encodeURIComponent(card.id)}/history`,
          { query: { limit: PAGE, cursor }, signal: stop.signal },
        )
        take(data.results)
        cursor = data.next
      } while (cursor)
      state.value = 'read'
    } catch (problem) {
      if (stop.signal.aborted) return
      failure.value = problem
      state.value = 'failed'
    }
  }

  watch(card.seen, (seen) => take([...seen.values()]))
  /** A change of which the feed did not tell, as the line was down: what is missing is read. */
  watch(
    () => card.now.value?.revision,
    (revision) => {
      const known = steps.value[0]?.revision ?? 0
      if (state.value === 'read' && revision && revision > known + 1) void load()
    },
  )
  onScopeDispose(() => stop.abort())
  void load()

  const shown = computed(() => steps.value.slice(0, most.value))
  const rest = computed(() => Math.max(0, steps.value.length - most.value))

  /** Puts back what the step changed. What others changed of it since leads to the choice between the two. */
  function undo(step: Step) {
    const shows = Object.fromEntries(Object.entries(step.changes).map(([field, { from }]) => [field, from ?? null]))
    return perform({
      says: m.value.card.history.stepUndone(sentence(step, card.nameOf)),
      writes: [{ op: 'revert', kind: 'task', id: card.id, revision: step.revision - 1, ifMatch: step.revision, shows }],
    })
  }

  /** Makes all fields what they were at the revision that is shown. */
  function restore({ revision, task }: Then) {
    const { name, description, status, assigned, due, labels } = task
    card.then.value = null
    return perform({
      says: m.value.card.history.reverted,
      writes: [
        {
          op: 'revert',
          kind: 'task',
          id: card.id,
          revision,
          shows: { name, description, status, assigned, due, labels },
        },
      ],
    })
  }

  return { shown, rest, state, failure, load, undo, restore, more: () => (most.value += AT_ONCE) }
}
