import { describe, expect, it } from 'vitest'
import { idealAt, plot } from './burndown'

const rows = [
  { date: '2026-11-20', open: 8, done: 0 },
  { date: '2026-11-21', open: 9, done: 2 },
  { date: '2026-11-22', open: 6, done: 5 },
]

describe('a burndown', () => {
  it('goes on to the end of the sprint, with what has been', () => {
    const chart = plot(rows, '2026-11-24')
    expect(chart.days).toBe(4)
    expect(chart.open).toEqual([
      { x: 0, y: 8 },
      { x: 1, y: 9 },
      { x: 2, y: 6 },
    ])
    expect(chart.all.map(({ y }) => y)).toEqual([8, 11, 11])
    expect(chart.ticks).toEqual([0, 5, 10, 15])
    expect(chart.most).toBe(15)
  })

  it('has an ideal line from what there was to nothing', () => {
    const chart = plot(rows, '2026-11-24')
    expect(chart.ideal).toEqual([
      { x: 0, y: 8 },
      { x: 4, y: 0 },
    ])
    expect(idealAt(chart, 1)).toBe(6)
  })

  it('begins its ideal line where there were cards first', () => {
    const chart = plot([{ date: '2026-11-19', open: 0, done: 0 }, ...rows], '2026-11-24')
    expect(chart.ideal[0]).toEqual({ x: 1, y: 8 })
    expect([0, 1, 3, 5].map((x) => idealAt(chart, x))).toEqual([8, 8, 4, 0])
  })

  it('can be drawn for one day, and for nothing', () => {
    const chart = plot([{ date: '2026-11-20', open: 0, done: 0 }], '2026-11-20')
    expect(chart.days).toBe(1)
    expect(chart.ticks).toEqual([0, 1])
  })
})
