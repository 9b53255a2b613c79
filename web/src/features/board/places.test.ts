import { describe, expect, it } from 'vitest'
import { laneFields, laneOf, lanesOf } from './cells'
import { movesTo, numbered, type Place } from './places'
import { cardOf } from '@/store/testing'

const cards = new Map(['a', 'b', 'c', 'd'].map((id, at) => [id, cardOf(id, { order: at + 1 })]))
const todo = (after: string | null): Place => ({ status: 'todo', lane: '', after })
const to = (place: Place, moved: string[], ids = ['a', 'b', 'c', 'd']) =>
  movesTo(
    place,
    moved.map((id) => cards.get(id)!),
    { scope: 's', grouping: 'none', ids, card: (id) => cards.get(id) },
  )

describe('moving cards', () => {
  it('names the card to stand after, and looks like it at once', () => {
    expect(to(todo('b'), ['d'])).toEqual([
      {
        op: 'move',
        kind: 'task',
        id: 'd',
        body: { status: 'todo', after: 'b' },
        shows: { status: 'todo', order: 2.5 },
      },
    ])
  })

  it('names the first card where it goes to the top, and none where there is none', () => {
    expect(to(todo(null), ['c'])[0]).toMatchObject({ body: { before: 'a' }, shows: { order: 0.5 } })
    expect(to({ ...todo(null), status: 'done' }, ['c'], [])[0]).toMatchObject({ body: { status: 'done' } })
  })

  it('writes nothing for a card that is there already', () => {
    expect(to(todo('a'), ['b'])).toEqual([])
    expect(to(todo('b'), ['b'])).toEqual([])
    expect(to(todo(null), ['a', 'b'])).toEqual([])
  })

  it('puts several one after the other, and not beside themselves', () => {
    const writes = to(todo('c'), ['a', 'c'])
    expect(writes.map((it) => 'body' in it && it.body)).toEqual([
      { status: 'todo', after: 'b' },
      { status: 'todo', after: 'a' },
    ])
    const orders = writes.map((it) => ('shows' in it ? it.shows!['order'] : 0) as number)
    expect(orders).toEqual([...orders].sort((x, y) => x - y))
    expect(orders.every((order) => order > 2 && order < 4)).toBe(true)
  })

  it('takes a card from elsewhere into the sprint', () => {
    const writes = movesTo(todo('a'), [cardOf('x', { sprint: null })], {
      scope: 's',
      grouping: 'none',
      ids: ['a'],
      card: (id) => cards.get(id),
    })
    expect(writes[0]).toMatchObject({ body: { sprint: 's', after: 'a' } })
  })

  it('gives a card what the lane says, before it is moved', () => {
    const writes = movesTo({ status: 'done', lane: '=ben', after: null }, [cards.get('a')!], {
      scope: 's',
      grouping: 'person',
      ids: [],
      card: (id) => cards.get(id),
    })
    expect(writes.map((it) => [it.op, 'body' in it && it.body])).toEqual([
      ['patch', { assigned: 'ben' }],
      ['move', { status: 'done' }],
    ])
  })

  it('counts places without the cards that move', () => {
    expect(numbered(todo('c'), ['a', 'b', 'c', 'd'], new Set(['a']))).toEqual({ at: 3, of: 4 })
    expect(numbered(todo(null), ['a', 'b'], new Set(['b']))).toEqual({ at: 1, of: 2 })
  })
})

describe('lanes', () => {
  it('are of the person, or of the first label', () => {
    expect(laneOf(cardOf('a', { assigned: 'ben' }), 'person')).toBe('=ben')
    expect(laneOf(cardOf('a'), 'person')).toBe('-')
    expect(laneOf(cardOf('a', { labels: ['z', 'b'] }), 'label')).toBe('=b')
    expect(laneOf(cardOf('a', { labels: ['z'] }), 'none')).toBe('')
  })

  it('change one label for another, and keep the rest', () => {
    expect(laneFields(cardOf('a', { labels: ['z', 'b'] }), 'label', '=x')).toEqual({ labels: ['x', 'z'] })
    expect(laneFields(cardOf('a', { labels: ['b'] }), 'label', '=b')).toEqual({})
    expect(laneFields(cardOf('a', { assigned: 'ben' }), 'person', '-')).toEqual({ assigned: null })
  })

  it('begin with mine and end with those of nobody', () => {
    const keys = ['todo -', 'done =ben', 'todo =anna', 'done =anna', 'todo =cleo']
    expect(lanesOf(keys, 'ben')).toEqual(['=ben', '=anna', '=cleo', '-'])
  })
})
