import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { perform } from '@/acts/acts'
import { http, type Kind, type Page, type Post, type Sprint, type Task, type Tweet } from '@/api'
import { m } from '@/i18n'
import { live } from '@/live/live'
import { session } from '@/session/session'
import { onReset } from '@/store/feed'
import { join } from '@/store/read'
import { PATHS } from '@/store/store'

type Thing = Partial<Task & Post & Sprint & Tweet> & { id: string; revision: number }

/** Something in the bin. */
export type Deleted = Thing & { deleted_by: string; deleted_at: string }

export interface BinFilter {
  kind: Kind
  by: string
  words: string
}

const LIMIT = 30

export const nameOfDeleted = (it: Deleted): string => it.name ?? it.title ?? it.text ?? ''

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** What was deleted of one kind, the latest first; it can be put back. */
export function useBin(filter: Ref<BinFilter>) {
  const results = shallowRef<readonly Deleted[]>([])
  const state = ref<'reading' | 'read' | 'failed'>('reading')
  const failure = shallowRef<unknown>(null)
  const next = ref<string | null>(null)
  let stop = new AbortController()

  async function load(more = false) {
    stop.abort()
    const mine = (stop = new AbortController())
    const { kind } = filter.value
    if (!more) state.value = results.value.length ? state.value : 'reading'
    try {
      const { data, position } = await http.call<Page<Deleted>>('GET', PATHS[kind], {
        query: { deleted: true, limit: LIMIT, cursor: more ? next.value : null },
        signal: mine.signal,
      })
      results.value = more ? [...results.value, ...data.results] : data.results
      next.value = data.next
      state.value = 'read'
      void join(position)
    } catch (problem) {
      if (mine.signal.aborted) return
      failure.value = problem
      state.value = 'failed'
    }
  }

  watch(
    () => filter.value.kind,
    () => {
      results.value = []
      state.value = 'reading'
      void load()
    },
    { immediate: true },
  )
  onScopeDispose(
    live.listen({
      onChanges(changes) {
        const { kind } = filter.value
        if (changes.some((it) => it.kind === kind && /-(deleted|restored)$/.test(it.event))) void load()
      },
    }),
  )
  onScopeDispose(onReset(() => void load()))
  onScopeDispose(() => stop.abort())

  const shown = computed(() => {
    const words = plain(filter.value.words).split(/\s+/).filter(Boolean)
    return results.value.filter((it) => {
      if (filter.value.by && it.deleted_by !== filter.value.by) return false
      const text = plain(
        `${nameOfDeleted(it)} ${it.description ?? it.content ?? ''} ${it.number ? `#${it.number}` : ''}`,
      )
      return words.every((word) => text.includes(word))
    })
  })
  // The service does not know these filters: what is left is read until there is enough to show.
  watch([shown, state], () => {
    const { by, words } = filter.value
    if ((by || words) && next.value && state.value === 'read' && shown.value.length < LIMIT) void load(true)
  })
  const people = computed(() => [...new Set(results.value.map((it) => it.deleted_by))].sort())

  /** The service decides; what it would refuse is not offered where that is known here. */
  function mayRestore(it: Deleted): boolean {
    if (session.isAdmin.value) return true
    const mine = session.username.value
    if (filter.value.kind === 'task') return it.created_by === mine || it.assigned === mine
    if (filter.value.kind === 'sprint') return it.created_by === undefined || it.created_by === mine
    return it.author === mine
  }

  async function restore(it: Deleted) {
    const { kind } = filter.value
    const before = results.value
    results.value = before.filter((other) => other.id !== it.id)
    const outcome = await perform({
      says: m.value.bin.restored(nameOfDeleted(it).slice(0, 80)),
      writes: [{ op: 'restore', kind, id: it.id }],
    })
    if (outcome.state === 'refused') results.value = before
  }

  return { shown, people, state, failure, next, results, load, mayRestore, restore }
}
