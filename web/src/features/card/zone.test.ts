import { describe, expect, it } from 'vitest'
import { fromWallClock, wallClock } from './zone'

describe('the clock of a zone', () => {
  it('is read, and set', () => {
    expect(wallClock('2026-11-21T08:30:00.000Z', 'Europe/Berlin')).toBe('2026-11-21T09:30')
    expect(fromWallClock('2026-11-21T09:30', 'Europe/Berlin')).toBe('2026-11-21T08:30:00.000Z')
    expect(fromWallClock('2026-07-01T00:15', 'Pacific/Kiritimati')).toBe('2026-06-30T10:15:00.000Z')
    expect(wallClock('2026-06-30T10:15:59.000Z', 'Pacific/Kiritimati')).toBe('2026-07-01T00:15')
  })

  it('changes with the season', () => {
    expect(fromWallClock('2026-03-29T01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z')
    expect(fromWallClock('2026-03-29T03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z')
    expect(fromWallClock('2026-10-25T12:00', 'Europe/Berlin')).toBe('2026-10-25T11:00:00.000Z')
  })
})
