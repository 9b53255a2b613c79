import type { Priority, TaskStatus } from '@/api'
import { m } from '@/i18n'
import { day, instant, list, number } from '@/i18n/format'
import { usePeople } from '@/store/people'
import { sprints } from '@/store/store'

const FIELDS = [
  'name',
  'description',
  'sprint',
  'status',
  'assigned',
  'labels',
  'due',
  'estimate',
  'priority',
  'remind_at',
  'started',
  'completed',
  'checklist',
] as const

export type CardField = (typeof FIELDS)[number]

const isField = (field: string): field is CardField => (FIELDS as readonly string[]).includes(field)

/** The fields that people know of, in their order, with their names within a sentence; dates that follow a move are told by it. */
export function fieldNames(fields: readonly string[]): { field: CardField; name: string }[] {
  const moved = fields.includes('status')
  return FIELDS.filter(
    (field) => fields.includes(field) && !(moved && (field === 'started' || field === 'completed')),
  ).map((field) => ({ field, name: m.value.card.within[field] }))
}

/** What a field says, in words. */
export function valueText(field: string, value: unknown): string {
  const { card, status, priority } = m.value
  if (field === 'sprint')
    return value === null || value === undefined ? card.backlog : (sprints.get(String(value))?.name ?? card.someSprint)
  if (value === null || value === undefined || value === '') return card.nothing
  switch (isField(field) ? field : null) {
    case 'status':
      return status[value as TaskStatus] ?? String(value)
    case 'priority':
      return priority[value as Priority] ?? String(value)
    case 'assigned':
      return usePeople().nameOf(String(value))
    case 'due':
    case 'started':
    case 'completed':
      return day(String(value))
    case 'remind_at':
      return instant(String(value))
    case 'estimate':
      return number(Number(value))
    case 'labels': {
      const labels = value as string[]
      return labels.length ? list(labels) : card.nothing
    }
    default:
      return typeof value === 'string' ? value : JSON.stringify(value)
  }
}
