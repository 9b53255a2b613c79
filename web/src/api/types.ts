import type { components } from '@schema'

type Schemas = components['schemas']

export type TaskStatus = Schemas['TaskStatus']
export type Priority = 'urgent' | 'high' | 'normal' | 'low'
export type User = Schemas['User'] & { time_zone?: string }
export type Profile = Schemas['Profile'] & { preferences?: Record<string, unknown> }
export type Tokens = Schemas['Tokens']
export type ProblemCode = Schemas['ProblemCode']
export type FieldErrorCode = Schemas['FieldErrorCode']

export interface ChecklistItem {
  id: string
  text: string
  done: boolean
}

/** What the description of the API gains with the branches that are under way; goes when it has it. */
interface TaskAhead {
  number?: number
  estimate?: number | null
  priority?: Priority
  comments?: number
  checklist?: ChecklistItem[]
}

export type Task = Omit<Schemas['Task'], keyof TaskAhead> & TaskAhead
/** A task as boards have it: without its description, unless that was read before. */
export type Card = Omit<Task, 'description'> & { description?: string }
export type Sprint = Schemas['Sprint'] & {
  wip?: Partial<Record<TaskStatus, number>> | null
  open?: number
  done?: number
}
export type Post = Schemas['Post'] & { comments?: number }
export type Tweet = Schemas['Tweet']

export type Kind = 'task' | 'sprint' | 'post' | 'tweet'
/** Of these the feed tells as well, and the store does not keep them. */
export type FeedKind = Kind | 'comment'

/** A change of the feed: `changes` by field, at a creation every field, each from null. */
export interface Change {
  position: string
  kind: FeedKind
  id: string
  revision: number
  event: string
  at: string
  by: string
  changes: Record<string, { from?: unknown; to?: unknown }>
}

export interface Conflict {
  field: string
  base?: unknown
  yours?: unknown
  theirs?: unknown
  by?: string
  at?: string
}

export interface Problem {
  code: ProblemCode | (string & {})
  status: number
  detail: string
  request_id?: string
  errors?: { field: string; code: FieldErrorCode | (string & {}); detail: string }[]
  conflicts?: Conflict[]
  /** With 412: the revision that the resource has now. */
  revision?: number
}

export interface Page<T> {
  results: T[]
  next: string | null
  total?: number
}
