import { shallowReactive } from 'vue'
import type { Change } from '@/api'

export interface Entity {
  id: string
  revision: number
}

/** Fields that a write of ours will set, shown before its answer; null hides what it deletes. */
export type Overlay<T> = Partial<T> | null

export type ShownListener<T> = (id: string, was: T | undefined, now: T | undefined) => void

const DELETED = /-deleted$/
const GONE_REMEMBERED = 5000

/**
 * What is known of one kind of resource: the truth as the service told it, and over it what we have written and not had
 * an answer to. Everything that comes is guarded by its revision, so answers, lists and the feed may overtake each
 * other. Reading `shown` is reactive by id.
 */
export function createCollection<T extends Entity>() {
  const truth = new Map<string, T>()
  /** Reading a reactive map while sorting would cost ten times as much as the comparison: use `peek` there. */
  const raw = new Map<string, T>()
  const shown = shallowReactive(raw)
  const overlays = new Map<string, Map<string, Overlay<T>>>()
  const gone = new Map<string, number>()
  const listeners = new Set<ShownListener<T>>()

  function show(id: string) {
    const was = raw.get(id)
    let now = truth.get(id)
    for (const overlay of overlays.get(id)?.values() ?? []) {
      if (overlay === null) now = undefined
      else if (now || 'id' in overlay) now = { ...now, ...overlay } as T
    }
    if (was === now) return
    if (now) shown.set(id, now)
    else shown.delete(id)
    for (const listener of listeners) listener(id, was, now)
  }

  /** True if it was news. A list may know less than a single resource: at one revision they complete each other. */
  function put(fresh: T): boolean {
    const was = truth.get(fresh.id)
    if (was && was.revision > fresh.revision) return false
    if ((gone.get(fresh.id) ?? 0) >= fresh.revision) return false
    gone.delete(fresh.id)
    truth.set(fresh.id, was && was.revision === fresh.revision ? { ...was, ...fresh } : fresh)
    show(fresh.id)
    return true
  }

  function putAll(list: readonly T[]) {
    for (const fresh of list) put(fresh)
  }

  function remove(id: string, revision: number) {
    if ((truth.get(id)?.revision ?? 0) > revision) return
    gone.set(id, revision)
    if (gone.size > GONE_REMEMBERED) gone.delete(gone.keys().next().value!)
    truth.delete(id)
    show(id)
  }

  /** Lets go of what no list shows any more, so that memory does not grow with what was looked at. */
  function forget(ids: Iterable<string>) {
    for (const id of ids) {
      truth.delete(id)
      if (!overlays.has(id)) show(id)
    }
  }

  /** `missing` if the resource has to be read, as this change does not tell all of it. */
  function apply(change: Change): 'taken' | 'missing' {
    if (DELETED.test(change.event)) {
      remove(change.id, change.revision)
      return 'taken'
    }
    const was = truth.get(change.id)
    const fields = Object.fromEntries(Object.entries(change.changes).map(([field, { to }]) => [field, to ?? null]))
    if (!was) return change.revision === 1 && born(change, fields) ? 'taken' : 'missing'
    if (change.revision <= was.revision) return 'taken'
    if (change.revision > was.revision + 1) return 'missing'
    put({ ...was, ...fields, revision: change.revision, updated_at: change.at })
    return 'taken'
  }

  /** A creation tells every field but those that its metadata has. */
  function born(change: Change, fields: Record<string, unknown>): boolean {
    const by = change.kind === 'task' ? { created_by: change.by } : { author: change.by }
    const { id, revision, at } = change
    return put({ ...by, created_at: at, updated_at: at, ...fields, id, revision } as unknown as T)
  }

  /** Shows what a write will do; `key` names the write. */
  function overlay(id: string, key: string, fields: Overlay<T>) {
    const layers = overlays.get(id) ?? new Map<string, Overlay<T>>()
    layers.set(key, fields)
    overlays.set(id, layers)
    show(id)
  }

  /** The write is over: with what the service answered, the truth is shown again without it. */
  function settle(id: string, key: string, fresh?: T) {
    const layers = overlays.get(id)
    layers?.delete(key)
    if (layers?.size === 0) overlays.delete(id)
    if (!fresh || !put(fresh)) show(id)
  }

  return {
    /** Reactive, by id. */
    get: (id: string): T | undefined => shown.get(id),
    /** Not reactive: for comparisons and writes. */
    peek: (id: string): T | undefined => raw.get(id),
    known: (id: string): T | undefined => truth.get(id),
    values: (): IterableIterator<T> => raw.values(),
    /** Reactive to any change of what there is. */
    all: (): IterableIterator<T> => shown.values(),
    pending: (id: string): boolean => overlays.has(id),
    put,
    putAll,
    remove,
    forget,
    apply,
    overlay,
    settle,
    clear() {
      const ids = [...raw.keys()]
      truth.clear()
      gone.clear()
      overlays.clear()
      ids.forEach(show)
    },
    onShown(listener: ShownListener<T>): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Collection<T extends Entity> = ReturnType<typeof createCollection<T>>
