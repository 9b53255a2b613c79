import { describe, expect, it } from 'vitest'
import type { Card } from '@/api'
import { chosenIn, EVERYTHING, filterOf, isEverything, matcher, queryOf, type Filter } from './filters'
import { cardOf } from '@/store/testing'

const fits = (filter: Partial<Filter>, card: Partial<Card>, today = '2026-11-21') =>
  matcher({ ...EVERYTHING, ...filter }, () => today)(cardOf('a', card))

describe('the filter of a board', () => {
  it('stands in the address and comes back from it, beside what else stands there', () => {
    const filter: Filter = {
      text: 'pump',
      who: ['anna', 'ben'],
      unassigned: true,
      labels: ['hardware'],
      unlabelled: false,
      due: 'week',
      priorities: ['urgent', 'low'],
    }
    const query = queryOf(filter, { card: '7' })
    expect(query).toMatchObject({ card: '7', q: 'pump', who: ['anna', 'ben'], unassigned: 'true', due: 'week' })
    expect(filterOf(query as never)).toEqual(filter)
    expect(chosenIn(filter)).toBe(7)
  })

  it('takes nothing of an address that it does not know', () => {
    expect(isEverything(filterOf({ due: 'soon', priority: ['highest'], unassigned: 'yes', card: '7' }))).toBe(true)
  })

  it('shows what fits any of what is chosen in a part, and all parts', () => {
    expect(fits({ who: ['anna', 'ben'] }, { assigned: 'ben' })).toBe(true)
    expect(fits({ who: ['anna'] }, { assigned: null })).toBe(false)
    expect(fits({ who: ['anna'], unassigned: true }, { assigned: null })).toBe(true)
    expect(fits({ labels: ['x', 'y'] }, { labels: ['z', 'y'] })).toBe(true)
    expect(fits({ unlabelled: true }, { labels: ['z'] })).toBe(false)
    expect(fits({ who: ['anna'], labels: ['x'] }, { assigned: 'anna', labels: [] })).toBe(false)
    expect(fits({ priorities: ['normal'] }, {})).toBe(true)
    expect(fits({ priorities: ['urgent'] }, { priority: 'low' })).toBe(false)
  })

  it('knows what is overdue, due this week, or without a date', () => {
    expect(fits({ due: 'overdue' }, { due: '2026-11-20' })).toBe(true)
    expect(fits({ due: 'overdue' }, { due: '2026-11-21' })).toBe(false)
    expect(fits({ due: 'overdue' }, { due: '2026-11-20', status: 'done' })).toBe(false)
    expect(fits({ due: 'week' }, { due: '2026-11-27' })).toBe(true)
    expect(fits({ due: 'week' }, { due: '2026-11-28' })).toBe(false)
    expect(fits({ due: 'none' }, { due: null })).toBe(true)
  })

  it('asks what day it is where the assignee lives', () => {
    const seen: (string | null)[] = []
    const day = (username: string | null) => (seen.push(username), username === 'emi' ? '2026-11-22' : '2026-11-21')
    const overdue = matcher({ ...EVERYTHING, due: 'overdue' }, day)
    expect(overdue(cardOf('a', { assigned: 'emi', due: '2026-11-21' }))).toBe(true)
    expect(overdue(cardOf('b', { assigned: 'ben', due: '2026-11-21' }))).toBe(false)
    expect(overdue(cardOf('c', { assigned: 'emi', due: '2026-11-21' }))).toBe(true)
    expect(seen).toEqual(['emi', 'ben'])
  })

  it('finds every word, in name, number, labels and person', () => {
    const card = { name: 'Fix the Pump', number: 42, labels: ['garden'], assigned: 'anna' }
    expect(fits({ text: 'PUMP fix' }, card)).toBe(true)
    expect(fits({ text: '#42' }, card)).toBe(true)
    expect(fits({ text: 'garden anna' }, card)).toBe(true)
    expect(fits({ text: 'pump ben' }, card)).toBe(false)
  })
})
