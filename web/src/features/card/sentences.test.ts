import { beforeAll, describe, expect, it } from 'vitest'
import { speak } from '@/i18n'
import { sprints } from '@/store/store'
import { sentence, tickedIn, type Step } from './sentences'

const nameOf = (username: string) => ({ ben: 'Ben', anna: 'Anna' })[username] ?? username
const told = (changes: Step['changes'], event = 'task-changed') =>
  sentence({ revision: 2, event, at: '2026-11-21T08:00:00.000Z', by: 'ben', changes }, nameOf)

beforeAll(async () => {
  sprints.put({
    id: 's1',
    name: 'Sprint 12',
    description: '',
    start: null,
    end: '2026-12-01',
    created_at: '',
    updated_at: '',
    revision: 1,
  } as never)
  await speak('en')
})

describe('the history of a card, in English', () => {
  it('tells what one step did', () => {
    expect(told({}, 'task-created')).toBe('Ben made this card')
    expect(told({}, 'task-deleted')).toBe('Ben deleted it')
    expect(told({ order: { from: 1, to: 2 } }, 'task-moved')).toBe('Ben moved it within its column')
    expect(told({ name: { from: 'Old', to: 'New' } })).toBe('Ben renamed it from “Old” to “New”')
    expect(told({ assigned: { from: null, to: 'anna' } })).toBe('Ben assigned it to Anna')
    expect(told({ assigned: { from: null, to: 'ben' } })).toBe('Ben took it on')
    expect(told({ assigned: { from: 'anna', to: null } })).toBe('Ben took it off Anna')
    expect(told({ description: { from: '', to: 'Words' } })).toBe('Ben wrote a description')
    expect(told({ sprint: { from: null, to: 's1' } }, 'task-moved')).toBe('Ben put it into Sprint 12')
    expect(told({ labels: { from: ['a', 'b'], to: ['b', 'c', 'd'] } })).toBe(
      'Ben added the labels “c” and “d” and removed the label “a”',
    )
    expect(told({ estimate: { from: null, to: 5 } })).toBe('Ben estimated it at 5')
  })

  it('leaves out what follows by itself', () => {
    const move = {
      status: { from: 'in_progress', to: 'testing' },
      order: { from: 1, to: 7 },
      started: { from: null, to: '2026-11-21' },
    }
    expect(told(move, 'task-moved')).toBe('Ben moved it to Testing')
    expect(told({ sprint: { from: 's1', to: null }, status: { from: 'testing', to: 'todo' } })).toBe(
      'Ben put it back into the backlog',
    )
  })

  it('tells several fields in one sentence', () => {
    const changes = {
      status: { from: 'todo', to: 'done' },
      assigned: { from: null, to: 'anna' },
      due: { from: '2026-01-01', to: null },
    }
    expect(told(changes)).toBe('Ben moved it to Done, assigned it to Anna, and removed the due date')
  })

  it('says something of fields that it does not know', () => {
    expect(told({ colour: { from: 'red', to: 'blue' } })).toBe('Ben changed it')
  })
})

describe('the history of a card, in German', () => {
  beforeAll(() => speak('de'))

  it('tells the same', () => {
    expect(told({ status: { from: 'todo', to: 'testing' }, assigned: { from: null, to: 'anna' } })).toBe(
      'Ben hat sie nach „Im Test“ verschoben und sie Anna zugewiesen',
    )
  })
})

describe('a tick', () => {
  it('is told as one', () => {
    expect(tickedIn('a\n- [ ] soil\nb', 'a\n- [x] soil\nb')).toEqual({ text: 'soil', done: true })
    expect(tickedIn('- [x] soil', '- [ ] soil')).toEqual({ text: 'soil', done: false })
    expect(tickedIn('- [ ] soil', '- [x] soul')).toBeNull()
    expect(tickedIn('- [ ] a\n- [ ] b', '- [x] a\n- [x] b')).toBeNull()
  })
})
