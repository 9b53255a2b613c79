import { onScopeDispose, shallowReactive, watch, type Ref } from 'vue'
import type { Collection, Entity } from './collection'

interface Options<T extends Entity, K extends string> {
  /** Which group something belongs to, or null if to none. A new function makes all groups anew. */
  groupOf: Ref<(entity: T) => K | null>
  compare: (a: T, b: T) => number
}

const NONE: readonly string[] = []

/**
 * The ids of what a collection shows, in groups and in order, kept so while it changes: a card that changes redraws
 * itself only, and a group is redrawn when its order changes. Call it within a component or another scope.
 */
export function useGroups<T extends Entity, K extends string>(collection: Collection<T>, options: Options<T, K>) {
  const { groupOf, compare } = options
  const groups = shallowReactive(new Map<K, readonly string[]>())
  /** The group of each item, and the version of the item that was sorted in. */
  const placed = new Map<string, { group: K; as: T }>()
  let held: { id: string; was: T | undefined; now: T | undefined }[] | null = null

  /** The index of an entity among the ids of a group, or where it would be. */
  function find(ids: readonly string[], entity: T): number {
    let low = 0
    let high = ids.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const there = placed.get(ids[middle]!)!.as
      if (there.id !== entity.id && order(there, entity) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  const order = (a: T, b: T) => compare(a, b) || (a.id < b.id ? -1 : 1)

  function take(id: string) {
    const place = placed.get(id)
    if (!place) return
    const ids = groups.get(place.group) ?? NONE
    const index = find(ids, place.as)
    if (ids[index] === id) groups.set(place.group, ids.toSpliced(index, 1))
    placed.delete(id)
  }

  function place(entity: T, group: K) {
    const ids = groups.get(group) ?? NONE
    const index = find(ids, entity)
    placed.set(entity.id, { group, as: entity })
    groups.set(group, ids.toSpliced(index, 0, entity.id))
  }

  function changed(id: string, now: T | undefined) {
    const group = now ? groupOf.value(now) : null
    const there = placed.get(id)
    if (now && there && group === there.group && compare(there.as, now) === 0) {
      there.as = now
      return
    }
    take(id)
    if (now && group !== null) place(now, group)
  }

  function rebuild() {
    const fresh = new Map<K, T[]>()
    placed.clear()
    for (const entity of collection.values()) {
      const group = groupOf.value(entity)
      if (group === null) continue
      placed.set(entity.id, { group, as: entity })
      const list = fresh.get(group)
      if (list) list.push(entity)
      else fresh.set(group, [entity])
    }
    for (const group of groups.keys()) if (!fresh.has(group)) groups.delete(group)
    for (const [group, list] of fresh) {
      groups.set(
        group,
        list.sort(order).map((entity) => entity.id),
      )
    }
  }

  rebuild()
  watch(groupOf, rebuild, { flush: 'sync' })
  const stop = collection.onShown((id, was, now) => {
    if (held) held.push({ id, was, now })
    else changed(id, now)
  })
  onScopeDispose(stop)

  /** Many changes at once: sorted once at the end instead of each for itself. */
  function together(work: () => void) {
    held = []
    try {
      work()
    } finally {
      const changes = held
      held = null
      if (changes.length > 50) rebuild()
      else for (const { id } of changes) changed(id, collection.peek(id))
    }
  }

  return {
    /** Reactive, by group. */
    ids: (group: K): readonly string[] => groups.get(group) ?? NONE,
    keys: (): IterableIterator<K> => groups.keys(),
    groupOfId: (id: string): K | undefined => placed.get(id)?.group,
    together,
    rebuild,
  }
}

export type Groups<T extends Entity, K extends string> = ReturnType<typeof useGroups<T, K>>
