import { expect, test } from 'vitest'
import { momentsOf } from './moments'

const second = (at: number) => `2026-11-01T00:00:0${at}.000Z`
/** Changes in the stretches that begin at 0, 2 and 3; the timeline ends at 5. */
const moments = momentsOf({
  from: second(0),
  to: second(5),
  stretches: [1, 0, 2, 1, 0].map((changes, at) => ({ at: second(at), changes })),
})

test('moments between which nothing changed are read once', () => {
  const read = [0, 1, 2, 3, 4, 5].map((at) => moments.readAt(at))
  expect(read).toEqual([0, 1, 1, 3, 4, 4].map(second))
})

test('steps from change to change, and stays at the ends', () => {
  expect(moments.next(0, 1)).toBe(1)
  expect(moments.next(2, 1)).toBe(3)
  expect(moments.next(5, -1)).toBe(3)
  expect(moments.next(4, 1)).toBe(4)
  expect(moments.next(0, -1)).toBe(0)
})

test('finds the moment that is nearest to an instant', () => {
  expect(moments.nearest('2026-11-01T00:00:02.400Z')).toBe(2)
  expect(moments.nearest('2020-01-01T00:00:00Z')).toBe(0)
  expect(moments.nearest('2030-01-01T00:00:00Z')).toBe(5)
})

test('reads ahead each board once', () => {
  expect(moments.around(2)).toEqual([second(0), second(3), second(4)])
})
