import { computed, onScopeDispose, ref, shallowReactive, shallowRef, watch } from 'vue'
import { perform } from '@/acts/acts'
import { isNew, type Fields } from '@/acts/write'
import { http, Refusal, type Change, type Problem, type Task } from '@/api'
import { m } from '@/i18n'
import { live } from '@/live/live'
import { session } from '@/session/session'
import { onReset, reread, want } from '@/store/feed'
import { usePeople } from '@/store/people'
import { tasks } from '@/store/store'
import { announce } from '@/ui/announcer'
import { toasts } from '@/ui/toasts'
import { fieldNames } from './values'

/** How long it can be seen that somebody else has just changed a field. */
const MARKED = 12_000

export interface Mark {
  by: string
  at: string
}

/** The card as it was once, in place of what it is now. */
export interface Then extends Mark {
  revision: number
  task: Task
}

/** One card: read, kept by the feed, and changed field by field. */
export function useCard(id: string) {
  const { nameOf } = usePeople()
  const state = ref<'reading' | 'there' | 'gone' | 'failed'>(tasks.get(id) ? 'there' : 'reading')
  const failure = shallowRef<unknown>(null)
  /** Who has deleted it, where that is known. */
  const goneBy = shallowRef<Mark | null>(null)
  const then = shallowRef<Then | null>(null)
  /** What others have just changed, by field. */
  const marks = shallowReactive(new Map<string, Mark>())
  const seen = shallowReactive(new Map<number, Change>())
  let unsaid: { since: number; until: number }[] = []

  const now = computed(() => tasks.get(id) as Task | undefined)
  const shown = computed(() => then.value?.task ?? now.value)
  const readonly = computed(() => then.value !== null || state.value !== 'there')

  async function load() {
    if (isNew(id)) return
    failure.value = null
    try {
      const { data } = await http.call<Task>('GET', `/api/tasks/${encodeURIComponent(id)}`)
      tasks.put(data)
      state.value = 'there'
    } catch (problem) {
      if (problem instanceof Refusal && problem.problem.status === 404) {
        state.value = 'gone'
        void findDeletion()
      } else if (!now.value) {
        failure.value = problem
        state.value = 'failed'
      }
    }
  }

  async function findDeletion() {
    try {
      const { data } = await http.call<{ results: { deleted_by?: string; deleted_at?: string }[] }>(
        'GET',
        '/api/tasks',
        { query: { id, deleted: true } },
      )
      const { deleted_by: by, deleted_at: at } = data.results[0] ?? {}
      if (by && at) goneBy.value = { by, at }
    } catch {
      // Then nobody knows who it was.
    }
  }

  watch(now, (card, was) => {
    if (card) state.value = 'there'
    else if (was) state.value = 'gone'
    // A list that was read meanwhile knows a later card without its text.
    if (card && card.description === undefined) void reread('task', id)
  })

  /** Who gave it away is told by the fields, so nothing that somebody is writing changes under their hands. */
  function heard(changes: readonly Change[]) {
    for (const change of changes) {
      if (change.kind !== 'task' || change.id !== id) continue
      seen.set(change.revision, change)
      if (change.event === 'task-deleted') goneBy.value = { by: change.by, at: change.at }
      else if (change.by !== session.username.value) mark(change)
    }
    sayMerged()
  }

  function mark({ by, at, changes }: Change) {
    const fields = fieldNames(Object.keys(changes))
    if (!fields.length) return
    for (const { field } of fields) {
      const fresh = { by, at }
      marks.set(field, fresh)
      setTimeout(() => marks.get(field) === fresh && marks.delete(field), MARKED)
    }
    announce(
      m.value.card.changedBy(
        nameOf(by),
        fields.map(({ name }) => name),
      ),
    )
  }

  /** What others changed while the person was writing, and what now stands beside what they wrote. */
  function sayMerged() {
    unsaid = unsaid.filter(({ since, until }) => {
      const between: Change[] = []
      for (let revision = since + 1; revision < until; revision += 1) {
        const change = seen.get(revision)
        if (!change) return true // it is on its way
        if (change.by !== session.username.value) between.push(change)
      }
      for (const by of new Set(between.map((change) => change.by))) {
        const theirs = between.filter((change) => change.by === by).flatMap(({ changes }) => Object.keys(changes))
        const names = fieldNames(theirs).map(({ name }) => name)
        if (names.length) toasts.show({ text: m.value.card.meanwhile(nameOf(by), names) })
      }
      return false
    })
  }

  /**
   * Changes fields as somebody who saw the card at a revision: this one, unless they began to write earlier. What others
   * changed of other fields since stays; the same field leads to the choice between the two.
   */
  async function save(
    body: Fields,
    says: string,
    options: { since?: number; refused?: (it: Problem) => boolean } = {},
  ) {
    const since = options.since ?? now.value?.revision ?? 0
    const outcome = await perform({
      says,
      writes: [{ op: 'patch', kind: 'task', id, body, ...(since > 0 ? { ifMatch: since } : {}) }],
      ...(options.refused ? { refused: options.refused } : {}),
    })
    if (outcome.state === 'done') {
      const after = outcome.entities[0]?.revision ?? 0
      if (since > 0 && after > since + 1) {
        unsaid.push({ since, until: after })
        sayMerged()
      }
    }
    return outcome
  }

  /** To the end of another column, or into another sprint (null: the backlog, whose cards are all to do). */
  function move(to: { status?: Task['status']; sprint?: string | null }, says: string) {
    const body = to.sprint === null ? { ...to, status: 'todo' } : to
    return perform({ says, writes: [{ op: 'move', kind: 'task', id, body }] })
  }

  function remove() {
    const card = now.value
    if (!card) return
    void perform({
      says: m.value.card.deleted(card.name),
      writes: [{ op: 'delete', kind: 'task', id, ...(card.revision > 0 ? { ifMatch: card.revision } : {}) }],
    })
  }

  async function restore() {
    await perform({ says: m.value.card.restored, writes: [{ op: 'restore', kind: 'task', id }] })
    await load()
  }

  async function showThen(step: Mark & { revision: number }) {
    const { data } = await http.call<Task>('GET', `/api/tasks/${encodeURIComponent(id)}`, {
      query: { revision: step.revision },
    })
    then.value = { revision: step.revision, by: step.by, at: step.at, task: data }
  }

  const mayDelete = computed(
    () =>
      session.isAdmin.value ||
      [now.value?.created_by, now.value?.assigned].includes(session.username.value) ||
      isNew(id),
  )

  onScopeDispose(live.listen({ onChanges: heard }))
  onScopeDispose(want((change) => change.kind === 'task' && change.id === id))
  onScopeDispose(onReset(() => void load()))
  void load()

  return {
    id,
    now,
    shown,
    then,
    readonly,
    state,
    failure,
    goneBy,
    marks,
    seen,
    mayDelete,
    load,
    save,
    move,
    remove,
    restore,
    showThen,
    nameOf,
  }
}

export type CardAtHand = ReturnType<typeof useCard>
