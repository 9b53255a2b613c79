import { describe, expect, it } from 'vitest'
import { wordDiff, words } from './diff'
import { merged } from './merge'

const shown = (was: string, now: string) =>
  wordDiff(was, now)
    .map(({ kind, text }) => ({ same: text, added: `{+${text}+}`, removed: `[-${text}-]` })[kind])
    .join('')

describe('the difference of two texts', () => {
  it('is by words', () => {
    expect(shown('Water the plants today', 'Water the cacti today')).toBe('Water the [-plants-]{+cacti+} today')
    expect(shown('Water the plants', 'Water all the plants')).toBe('Water {+all +}the plants')
    expect(shown('Übergröße, naïve', 'Übergröße: naïve')).toBe('Übergröße[-,-]{+:+} naïve')
  })

  it('shows words that changed side by side as one change', () => {
    expect(shown('a red big dog ran', 'a blue small dog ran')).toBe('a [-red big-]{+blue small+} dog ran')
  })

  it('has both texts in it, whatever they are', () => {
    let seed = 7
    const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below
    const text = () =>
      Array.from({ length: random(40) }, () => ['the', 'a', 'vent', ' ', '\n', '.'][random(6)]).join('')
    for (let round = 0; round < 500; round += 1) {
      const [was, now] = [text(), text()]
      const pieces = wordDiff(was, now)
      const without = (kind: string) => pieces.filter((it) => it.kind !== kind).map((it) => it.text)
      expect(without('added').join('')).toBe(was)
      expect(without('removed').join('')).toBe(now)
    }
  })

  it('gives up on texts that have nothing in common, and is still right', () => {
    const was = Array.from({ length: 3000 }, (_, at) => `was${at}`).join(' ')
    const now = Array.from({ length: 3000 }, (_, at) => `now${at}`).join(' ')
    expect(wordDiff(was, now).map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })

  it('keeps every sign of a text', () => {
    const text = 'A “quoted” text\n\n- [ ] buy 2 kg 🌱, now!'
    expect(words(text).join('')).toBe(text)
  })
})

describe('both changes of a text', () => {
  it('become one where they are apart', () => {
    expect(merged('Water the plants today.', 'Water all the plants today.', 'Water the plants tomorrow.')).toBe(
      'Water all the plants tomorrow.',
    )
  })

  it('are told where they touch the same words', () => {
    expect(merged('Water the plants', 'Water the cacti', 'Water the palms')).toBeNull()
    expect(merged('one', 'one two', 'one three')).toBeNull()
  })

  it('are one if both did the same', () => {
    expect(merged('a b c', 'a x c', 'a x c')).toBe('a x c')
    expect(merged('a b c d e', 'a x c d y', 'a x c d e')).toBe('a x c d y')
  })
})
