import { describe, expect, it } from 'vitest'
import { inverse, type Write } from './write'

const before = { id: '1', revision: 3, name: 'Old', status: 'todo', started: null, order: 5, updated_at: 'x' }
const after = {
  id: '1',
  revision: 4,
  name: 'Old',
  status: 'in_progress',
  started: '2026-11-21',
  order: 9,
  updated_at: 'y',
}

describe('the inverse of a write', () => {
  it('puts back what a move changed, with what the service changed along with it', () => {
    const move: Write = { op: 'move', kind: 'task', id: '1', body: { status: 'in_progress' } }
    expect(inverse(move, before, after)).toEqual({
      op: 'patch',
      kind: 'task',
      id: '1',
      body: { status: 'todo', started: null, order: 5 },
      ifMatch: 4,
    })
  })

  it('takes back a limit that was not there, and keeps the others', () => {
    const patch: Write = { op: 'patch', kind: 'sprint', id: '1', body: { wip: { testing: 2 } } }
    const back = inverse(
      patch,
      { ...before, wip: { done: 9 } } as never,
      { ...after, wip: { done: 9, testing: 2 } } as never,
    )
    expect(back).toMatchObject({ body: { wip: { done: 9, testing: null } } })
  })

  it('puts back what a return to an earlier revision changed', () => {
    const revert: Write = { op: 'revert', kind: 'task', id: '1', revision: 2, ifMatch: 3 }
    expect(inverse(revert, before, after)).toMatchObject({ op: 'patch', body: { status: 'todo' }, ifMatch: 4 })
  })

  it('is nothing for what changed nothing', () => {
    expect(inverse({ op: 'patch', kind: 'task', id: '1', body: { name: 'Old' } }, before, before)).toBeNull()
  })

  it('deletes what was made, under its real id, and restores what was deleted', () => {
    const made = inverse({ op: 'create', kind: 'task', id: 'new:k', body: {} }, undefined, { id: '7', revision: 1 })
    expect(made).toEqual({ op: 'delete', kind: 'task', id: '7', ifMatch: 1 })
    expect(inverse({ op: 'delete', kind: 'post', id: '7' }, before, undefined)).toEqual({
      op: 'restore',
      kind: 'post',
      id: '7',
    })
  })
})
