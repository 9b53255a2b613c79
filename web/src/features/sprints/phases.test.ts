import { describe, expect, it } from 'vitest'
import type { Sprint } from '@/api'
import { inPhases, phaseOf, shareDone, shareOfTime } from './phases'

const sprint = (start: string | null, end: string) => ({ id: end, start, end }) as Sprint

describe('the phases of sprints', () => {
  it('has both ends of a sprint in it', () => {
    expect(phaseOf(sprint('2026-12-01', '2026-12-04'), '2026-12-01')).toBe('now')
    expect(phaseOf(sprint('2026-12-01', '2026-12-04'), '2026-12-04')).toBe('now')
    expect(phaseOf(sprint('2026-12-02', '2026-12-04'), '2026-12-01')).toBe('coming')
    expect(phaseOf(sprint(null, '2026-11-30'), '2026-12-01')).toBe('over')
    expect(phaseOf(sprint(null, '2027-11-30'), '2026-12-01')).toBe('now')
  })

  it('shows the last of those that are over first', () => {
    const { over } = inPhases([sprint(null, '2026-10-01'), sprint(null, '2026-11-01')], '2026-12-01')
    expect(over.map(({ end }) => end)).toEqual(['2026-11-01', '2026-10-01'])
  })

  it('knows no share of nothing', () => {
    expect(shareDone({ open: 0, done: 0 })).toBeNull()
    expect(shareDone({})).toBeNull()
    expect(shareDone({ open: 1, done: 3 })).toBe(0.75)
  })

  it('counts today as time that is used', () => {
    expect(shareOfTime('2026-12-01', '2026-12-04', '2026-12-01')).toBe(0.25)
    expect(shareOfTime('2026-12-01', '2026-12-04', '2026-12-09')).toBe(1)
    expect(shareOfTime('2026-12-05', '2026-12-08', '2026-12-01')).toBe(0)
  })
})
