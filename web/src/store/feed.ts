import { watch } from 'vue'
import { http, online, Refusal, type Change, type Kind } from '@/api'
import { fromMemory } from '@/kept/seen'
import { live } from '@/live/live'
import type { Entity } from './collection'
import { collectionOf, isKind, PATHS } from './store'

/** Asked about changes of what is not known here; true if the screen would show it. */
export type Wanted = (change: Change) => boolean

const wanted = new Set<Wanted>()
const resets = new Set<() => void>()
const reading = new Map<string, Promise<void>>()

/** Reads something that a change did not tell whole. Once at a time for each. */
export function reread(kind: Kind, id: string): Promise<void> {
  const key = `${kind}/${id}`
  const running = reading.get(key)
  if (running) return running
  const work = (async () => {
    try {
      const { data } = await http.call<Entity>('GET', `${PATHS[kind]}/${encodeURIComponent(id)}`)
      collectionOf(kind).put(data)
    } catch (failure) {
      if (!(failure instanceof Refusal)) return // the stream will start again, and lists are read anew then
      if (failure.problem.status === 404) collectionOf(kind).remove(id, Number.MAX_SAFE_INTEGER)
    } finally {
      reading.delete(key)
    }
  })()
  reading.set(key, work)
  return work
}

export function apply(changes: readonly Change[]) {
  for (const change of changes) {
    if (!isKind(change.kind)) continue
    const collection = collectionOf(change.kind)
    if (collection.apply(change) === 'taken') continue
    if (collection.known(change.id) || [...wanted].some((wants) => wants(change))) void reread(change.kind, change.id)
  }
}

/** A screen says what it would show of what is not known yet, such as a card that is moved into its sprint. */
export function want(wants: Wanted): () => void {
  wanted.add(wants)
  return () => wanted.delete(wants)
}

/** Called when what is shown has to be read anew, as the board was restored from a backup. */
export function onReset(read: () => void): () => void {
  resets.add(read)
  return () => resets.delete(read)
}

function readAnew() {
  fromMemory.value = false
  for (const read of [...resets]) read()
}

live.listen({ onChanges: apply, onReset: readAnew })

watch(online, (isOnline) => isOnline && fromMemory.value && readAnew())
