import type { Card, TaskStatus } from '@/api'
import { STATUSES } from '@/store/boards'

/** What the cards of a board are grouped by into lanes that run across its columns. */
export type Grouping = 'none' | 'person' | 'label'
export const GROUPINGS: readonly Grouping[] = ['none', 'person', 'label']

/** A lane's id: empty where there are none, `-` for cards without a person (or label), else `=` and the name. */
export const NO_LANE = ''
export const NOBODY = '-'
export const laneNamed = (name: string) => `=${name}`
export const nameOfLane = (lane: string): string | null => (lane.startsWith('=') ? lane.slice(1) : null)

/** Where a lane crosses a column. */
export interface Cell {
  status: TaskStatus
  lane: string
}

export const keyOf = ({ status, lane }: Cell): string => (lane === NO_LANE ? status : `${status} ${lane}`)

export function cellOf(key: string): Cell {
  const end = key.indexOf(' ')
  return end < 0
    ? { status: key as TaskStatus, lane: NO_LANE }
    : { status: key.slice(0, end) as TaskStatus, lane: key.slice(end + 1) }
}

/** A card of several labels stands once, in the lane of the first. */
export function laneOf(card: Card, grouping: Grouping): string {
  if (grouping === 'none') return NO_LANE
  const name = grouping === 'person' ? card.assigned : firstLabel(card)
  return name === null ? NOBODY : laneNamed(name)
}

function firstLabel(card: Card): string | null {
  return card.labels.length ? card.labels.reduce((a, b) => (b < a ? b : a)) : null
}

/** What changes of a card that is put into another lane. */
export function laneFields(card: Card, grouping: Grouping, lane: string): Partial<Card> {
  if (grouping === 'none' || laneOf(card, grouping) === lane) return {}
  const name = nameOfLane(lane)
  if (grouping === 'person') return { assigned: name }
  if (name === null) return { labels: [] }
  const first = firstLabel(card)
  return { labels: [...card.labels.filter((label) => label !== first && label !== name), name].sort() }
}

/** The lanes that have cards: one's own first, those without a name last. */
export function lanesOf(keys: Iterable<string>, mine: string): string[] {
  const own = laneNamed(mine)
  const rank = (lane: string) => (lane === own ? 0 : lane === NOBODY ? 2 : 1)
  return [...new Set([...keys].map((key) => cellOf(key).lane))].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
}

/** All cells from left to right and from top to bottom. */
export function cellsOf(lanes: readonly string[], statuses: readonly TaskStatus[] = STATUSES): Cell[][] {
  return lanes.map((lane) => statuses.map((status) => ({ status, lane })))
}
