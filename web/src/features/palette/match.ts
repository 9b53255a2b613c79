/** Without accents and case, so that `uberblick` finds `Überblick`. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/**
 * How well a text fits what was typed: 0 if a word of it is missing, more the nearer to the beginning of the text and of
 * its words. Nothing typed fits everything.
 */
export function fit(typed: string, text: string): number {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  const there = plain(text)
  if (!words.length) return 1
  let sum = 0
  for (const word of words) {
    const at = there.indexOf(word)
    if (at < 0) return 0
    if (at === 0) sum += 4
    else sum += ` ${there.replace(/[^\p{L}\p{N}]+/gu, ' ')}`.includes(` ${word}`) ? 3 : 1
  }
  return sum / words.length + words.join(' ').length / (there.length + 1)
}

/** Those that fit, the best first; of those that fit alike, in the order they were given. */
export function fitting<T>(typed: string, all: Iterable<T>, textOf: (one: T) => string, most: number): T[] {
  const found: { one: T; fits: number }[] = []
  for (const one of all) {
    const fits = fit(typed, textOf(one))
    if (fits > 0) found.push({ one, fits })
  }
  return found
    .sort((a, b) => b.fits - a.fits)
    .slice(0, most)
    .map(({ one }) => one)
}
