import type { Card, Kind, Post, Sprint, Tweet } from '@/api'
import { createCollection, type Collection, type Entity } from './collection'

/** What the page knows of the board. One store for all screens: the feed and our own writes change it for all at once. */
export const tasks = createCollection<Card>()
export const sprints = createCollection<Sprint>()
export const posts = createCollection<Post>()
export const tweets = createCollection<Tweet>()

const COLLECTIONS = { task: tasks, sprint: sprints, post: posts, tweet: tweets }

export function collectionOf(kind: Kind): Collection<Entity> {
  return COLLECTIONS[kind] as unknown as Collection<Entity>
}

export const PATHS: Record<Kind, string> = {
  task: '/api/tasks',
  sprint: '/api/sprints',
  post: '/api/posts',
  tweet: '/api/tweets',
}

export function isKind(kind: string): kind is Kind {
  return kind in PATHS
}

/** Between two people nothing stays. */
export function forgetAll() {
  for (const collection of Object.values(COLLECTIONS)) collection.clear()
}
