import { http, type Page, type Query } from '@/api'
import { live } from '@/live/live'
import type { Collection, Entity } from './collection'
import { apply } from './feed'

export interface ListPage<T> extends Page<T> {
  position: string | null
}

/**
 * Reads a page of a list into the store, and joins it with the feed: what happened after the list was made is applied,
 * so that no change is missed between the two.
 */
export async function readPage<T extends Entity>(
  collection: Collection<T>,
  path: string,
  query: Query,
  signal?: AbortSignal,
): Promise<ListPage<T>> {
  const { data, position } = await http.call<Page<T>>('GET', path, signal ? { query, signal } : { query })
  collection.putAll(data.results)
  await join(position)
  return { ...data, position }
}

/** The feed goes on from the position of the first list that is read. */
export async function join(position: string | null) {
  live.start(position)
  if (position) apply(await live.since(position))
}
