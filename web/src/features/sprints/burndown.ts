import { daysBetween } from '@/i18n/format'

export interface BurndownDay {
  date: string
  open: number
  done: number
}

export interface Point {
  x: number
  y: number
}

/** A chart in units of its own: days to the right, cards upwards. */
export interface Plot {
  days: number
  most: number
  /** What is open at the end of each day that has been. */
  open: Point[]
  /** What is open and done together: it rises where cards were added. */
  all: Point[]
  /** From what there was at the first day that had cards to nothing at the last. */
  ideal: [Point, Point]
  /** Steps of the scale at the left. */
  ticks: number[]
}

/** The next whole step that makes four or five lines at most. */
function stepFor(most: number): number {
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)))
  return Math.max(1, [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough) ?? 10 * power)
}

export function plot(rows: readonly BurndownDay[], end: string): Plot {
  const first = rows[0]!.date
  const days = Math.max(1, daysBetween(first, end > rows.at(-1)!.date ? end : rows.at(-1)!.date))
  const most = Math.max(1, ...rows.map(({ open, done }) => open + done))
  const step = stepFor(most)
  const begun = rows.find(({ open, done }) => open + done > 0) ?? rows[0]!
  const at = ({ date }: BurndownDay) => daysBetween(first, date)
  return {
    days,
    most: Math.ceil(most / step) * step,
    open: rows.map((row) => ({ x: at(row), y: row.open })),
    all: rows.map((row) => ({ x: at(row), y: row.open + row.done })),
    ideal: [
      { x: at(begun), y: begun.open + begun.done },
      { x: days, y: 0 },
    ],
    ticks: Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step),
  }
}

/** What would be open at a day if as much were done each day. */
export function idealAt({ ideal, days }: Plot, x: number): number {
  const [{ x: from, y }] = ideal
  return x <= from || days === from ? y : Math.max(0, (y * (days - x)) / (days - from))
}
