import { describe, expect, it } from 'vitest'
import type { Card, Change } from '@/api'
import { createCollection } from './collection'
import { cardOf } from './testing'

function change(id: string, revision: number, changes: Change['changes'], event = 'task-changed'): Change {
  return { position: '', kind: 'task', id, revision, event, at: '', by: 'ben', changes }
}

describe('a collection', () => {
  it('ignores what is older than what it shows', () => {
    const tasks = createCollection<Card>()
    tasks.put(cardOf('a', { revision: 4, name: 'new' }))
    tasks.put(cardOf('a', { revision: 3, name: 'old' }))
    expect(tasks.apply(change('a', 4, { name: { to: 'old' } }))).toBe('taken')
    expect(tasks.get('a')!.name).toBe('new')
  })

  it('asks for a card of which a change before is missing', () => {
    const tasks = createCollection<Card>()
    tasks.put(cardOf('a'))
    expect(tasks.apply(change('a', 3, {}))).toBe('missing')
  })

  it('takes a new card from its creation', () => {
    const tasks = createCollection<Card>()
    const { id, revision, created_at, updated_at, created_by, ...fields } = cardOf('a', { name: 'Fresh' })
    const changes = Object.fromEntries(Object.entries(fields).map(([field, to]) => [field, { from: null, to }]))
    expect(tasks.apply(change('a', 1, changes, 'task-created'))).toBe('taken')
    expect(tasks.get('a')).toMatchObject({ id, revision, name: 'Fresh', created_by: 'ben' })
    expect([created_at, updated_at, created_by]).toEqual(['', '', 'anna'])
  })

  it('does not bring back a deleted card from a list that was read before', () => {
    const tasks = createCollection<Card>()
    tasks.put(cardOf('a'))
    tasks.apply(change('a', 2, {}, 'task-deleted'))
    tasks.putAll([cardOf('a')])
    expect(tasks.get('a')).toBeUndefined()
    tasks.put(cardOf('a', { revision: 3 }))
    expect(tasks.get('a')).toBeDefined()
  })

  it('keeps a description that a list at the same revision does not have, and not an older one', () => {
    const tasks = createCollection<Card>()
    tasks.put(cardOf('a', { description: 'Long' }))
    tasks.put(cardOf('a'))
    expect(tasks.get('a')!.description).toBe('Long')
    tasks.put(cardOf('a', { revision: 2 }))
    expect(tasks.get('a')!.description).toBeUndefined()
  })

  it('shows a write of ours over what others change meanwhile, and the truth once it is refused', () => {
    const tasks = createCollection<Card>()
    tasks.put(cardOf('a'))
    tasks.overlay('a', 'w', { status: 'done' })
    tasks.apply(change('a', 2, { name: { to: 'By Ben' } }))
    expect(tasks.get('a')).toMatchObject({ status: 'done', name: 'By Ben' })
    tasks.settle('a', 'w')
    expect(tasks.get('a')).toMatchObject({ status: 'todo', name: 'By Ben' })
  })

  it('hides what is being deleted, and shows what is being made', () => {
    const tasks = createCollection<Card>()
    tasks.put(cardOf('a'))
    tasks.overlay('a', 'w', null)
    expect(tasks.get('a')).toBeUndefined()
    tasks.settle('a', 'w')
    expect(tasks.get('a')).toBeDefined()
    tasks.overlay('new:1', 'x', cardOf('new:1', { revision: 0 }))
    expect(tasks.get('new:1')).toBeDefined()
    tasks.settle('new:1', 'x')
    expect(tasks.get('new:1')).toBeUndefined()
  })
})
