import type { Card } from '@/api'

const LETTER = 7
const LINE = 20

/** About how high a card will be, so that the scroll bar hardly jumps when it is drawn and measured. */
export function guessHeight(card: Card | undefined, width: number, dense: boolean): number {
  if (!card) return 60
  const lines = Math.max(1, Math.ceil((card.name.length * LETTER) / Math.max(80, width - 56)))
  if (dense) return 12 + Math.min(lines, 1) * LINE + 2
  const labels = card.labels.reduce((sum, label) => sum + Math.min(144, 34 + label.length * 6), 0)
  const facts = Math.max(1, Math.ceil((labels + 90) / Math.max(80, width - 24)))
  return 18 + lines * LINE + 6 + facts * 24
}
