import type { Kind } from '@/api'
import type { Entity } from '@/store/collection'

/**
 * Something to be changed, as data, so that it can wait in the outbox, be sent again and be turned round. `ifMatch` is
 * the revision that the person saw: what others changed since is merged or refused, never overwritten.
 */
export type Write =
  | { op: 'create'; kind: Kind; id: string; body: Fields; shows?: Fields }
  | { op: 'patch'; kind: Kind; id: string; body: Fields; ifMatch?: number }
  /** `shows` is what the card looks like until the service has found its place. */
  | { op: 'move'; kind: 'task'; id: string; body: Fields; ifMatch?: number; shows?: Fields }
  | { op: 'delete'; kind: Kind; id: string; ifMatch?: number }
  | { op: 'restore'; kind: Kind; id: string }
  /**
   * Makes the fields what they were at a revision; with `ifMatch` only those that became different between the two.
   * `shows` is what it looks like until the service has answered.
   */
  | { op: 'revert'; kind: Kind; id: string; revision: number; ifMatch?: number; shows?: Fields }

export type Fields = Record<string, unknown>

/** A creation's id until the service gives the real one; what follows its colon is the idempotency key. */
export function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(16))
  return `new:${[...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

export function isNew(id: string): boolean {
  return id.startsWith('new:')
}

/** What only the service sets, and what a change of something else brings about by itself. */
const NOT_OURS = new Set(['id', 'revision', 'created_at', 'updated_at', 'created_by', 'author', 'number', 'comments'])

function same(a: unknown, b: unknown) {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** An object merges by its own fields, as the WIP limits do: those that came are named, so that they go. */
function asItWas(was: unknown, now: unknown): unknown {
  if (!isObject(was) || !isObject(now)) return was
  return { ...Object.fromEntries(Object.keys(now).map((field) => [field, null])), ...was }
}

const isObject = (value: unknown): value is Fields => !!value && typeof value === 'object' && !Array.isArray(value)

/**
 * What takes a write back: the fields that it changed as they were before, those included that the service changed along
 * with it. Refused, and not done, if somebody has changed the same since.
 */
export function inverse(write: Write, before: Entity | undefined, after: Entity | undefined): Write | null {
  const { kind } = write
  const id = after?.id ?? write.id
  switch (write.op) {
    case 'create':
    case 'restore':
      return after ? { op: 'delete', kind, id, ifMatch: after.revision } : { op: 'delete', kind, id }
    case 'delete':
      return { op: 'restore', kind, id }
    case 'patch':
    case 'revert':
    case 'move': {
      if (!before || !after || before.revision === after.revision) return null
      const was = before as unknown as Fields
      const now = after as unknown as Fields
      const body = Object.fromEntries(
        Object.keys(now)
          .filter((field) => !NOT_OURS.has(field) && field in was && !same(was[field], now[field]))
          .map((field) => [field, asItWas(was[field], now[field])]),
      )
      return Object.keys(body).length ? { op: 'patch', kind, id, body, ifMatch: after.revision } : null
    }
  }
}
