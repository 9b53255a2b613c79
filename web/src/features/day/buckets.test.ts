import { describe, expect, it } from 'vitest'
import { bucketOf } from './buckets'

const TODAY = '2026-12-01'

describe('my day', () => {
  it('tells what is due by the day', () => {
    expect(bucketOf({ due: '2026-11-30', status: 'todo' }, TODAY)).toBe('overdue')
    expect(bucketOf({ due: '2026-12-01', status: 'testing' }, TODAY)).toBe('today')
    expect(bucketOf({ due: '2026-12-08', status: 'todo' }, TODAY)).toBe('next')
    expect(bucketOf({ due: '2026-12-09', status: 'todo' }, TODAY)).toBe('later')
  })

  it('has what is in work without a date near', () => {
    expect(bucketOf({ due: null, status: 'in_progress' }, TODAY)).toBe('work')
    expect(bucketOf({ due: '2027-01-01', status: 'testing' }, TODAY)).toBe('work')
    expect(bucketOf({ due: null, status: 'todo' }, TODAY)).toBe('later')
  })

  it('has nothing that is done', () => {
    expect(bucketOf({ due: '2026-11-30', status: 'done' }, TODAY)).toBeNull()
  })
})
