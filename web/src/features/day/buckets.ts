import type { Card } from '@/api'
import { daysBetween } from '@/i18n/format'

export type Bucket = 'overdue' | 'today' | 'work' | 'next' | 'later'
export const BUCKETS: readonly Bucket[] = ['overdue', 'today', 'work', 'next', 'later']

/** So many days ahead are "next". */
const AHEAD = 7

/** Where an open card of mine stands on my day; null if it is not open. What is in work counts without a date, too. */
export function bucketOf(card: Pick<Card, 'due' | 'status'>, today: string): Bucket | null {
  if (card.status === 'done') return null
  if (card.due) {
    const ahead = daysBetween(today, card.due)
    if (ahead < 0) return 'overdue'
    if (ahead === 0) return 'today'
    if (card.status === 'todo' || ahead <= AHEAD) return ahead <= AHEAD ? 'next' : 'later'
  }
  return card.status === 'todo' ? 'later' : 'work'
}
