import { expect, test } from 'vitest'
import { fit, fitting } from './match'

test('every word has to be there, whatever its case and accents', () => {
  expect(fit('uber gehe', 'Gehe zu: Überblick')).toBeGreaterThan(0)
  expect(fit('board admin', 'Go to: Board')).toBe(0)
  expect(fit('', 'anything')).toBeGreaterThan(0)
})

test('the beginning of a text is better than that of a word, and that better than the middle', () => {
  const texts = ['Whiteboard pens', 'The board room', 'Board']
  expect(fitting('board', texts, (text) => text, 9)).toEqual(['Board', 'The board room', 'Whiteboard pens'])
})

test('what fits alike stays in order, and no more are given than asked for', () => {
  expect(fitting('a', ['ab', 'ac', 'ad'], (text) => text, 2)).toEqual(['ab', 'ac'])
})

test('what stands in patterns is taken as it is written', () => {
  expect(fit('(c++', 'Learn (C++')).toBeGreaterThan(0)
  expect(fit('.*', 'Learn')).toBe(0)
})
