import { expect, test } from 'vitest'
import type { Change } from '@/api'
import { marksOf } from './marks'

let revision = 0
function change(event: string, changes: Change['changes'] = {}, id = 'a'): Change {
  revision += 1
  const at = '2026-11-01T00:00:00Z'
  return { position: String(revision), kind: 'task', id, revision, event, at, by: 'ben', changes }
}
/** Changes as they happened. */
const mark = (...changes: Change[]) => marksOf(changes.toReversed(), 'spring').get('a')

test('a card that moved twice is marked with both ends', () => {
  const first = change('task-moved', { status: { from: 'todo', to: 'in_progress' } })
  const second = change('task-moved', { status: { from: 'in_progress', to: 'done' } })
  expect(mark(first, second)).toEqual({ what: 'moved', from: 'todo', to: 'done' })
})

test('a card that came back to where it was is only changed', () => {
  const there = change('task-moved', { status: { from: 'todo', to: 'done' } })
  const back = change('task-moved', { status: { from: 'done', to: 'todo' } })
  expect(mark(there, back)).toEqual({ what: 'changed' })
})

test('what was deleted and restored is not marked as deleted', () => {
  expect(mark(change('task-deleted'))).toEqual({ what: 'deleted' })
  expect(mark(change('task-deleted'), change('task-restored'))).toEqual({ what: 'changed' })
  expect(mark(change('task-created'), change('task-deleted'))).toEqual({ what: 'deleted' })
})

test('a card that is new, comes into the sprint or leaves it', () => {
  expect(mark(change('task-created'))).toEqual({ what: 'new' })
  expect(mark(change('task-changed', { sprint: { from: null, to: 'spring' } }))).toEqual({ what: 'came' })
  expect(mark(change('task-changed', { sprint: { from: 'spring', to: null } }))).toEqual({ what: 'left' })
})

test('each card has its own, and the sprint none', () => {
  const sprint = { ...change('sprint-changed'), kind: 'sprint' as const, id: 'spring' }
  const marks = marksOf([change('task-created', {}, 'b'), sprint, change('task-deleted')], 'spring')
  expect([...marks.keys()].sort()).toEqual(['a', 'b'])
})
