import { expect, test } from 'vitest'
import { toDrop } from './seen'

const notes = { new: { at: 3, bytes: 40 }, old: { at: 1, bytes: 30 }, middle: { at: 2, bytes: 20 } }

test('nothing goes while all of it fits', () => {
  expect(toDrop(notes, 10, 100)).toEqual([])
})

test('those seen longest ago go first, as many as need be', () => {
  expect(toDrop(notes, 20, 100)).toEqual(['old'])
  expect(toDrop(notes, 50, 100)).toEqual(['old', 'middle'])
})

test('what fills all of it drives out everything else', () => {
  expect(toDrop(notes, 100, 100)).toEqual(['old', 'middle', 'new'])
})
