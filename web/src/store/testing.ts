import type { Card } from '@/api'

/** A card for tests. */
export function cardOf(id: string, more: Partial<Card> = {}): Card {
  return {
    id,
    name: id,
    sprint: 's',
    status: 'todo',
    order: 1,
    assigned: null,
    started: null,
    due: null,
    completed: null,
    remind_at: null,
    labels: [],
    created_by: 'anna',
    created_at: '',
    updated_at: '',
    revision: 1,
    ...more,
  }
}
