import type { Change, TaskStatus } from '@/api'
import { m } from '@/i18n'
import { list } from '@/i18n/format'

/** A change as a sentence; `what` is the name of what was changed, `nameOf` how a person is called. */
export function sentence(change: Change, what: string, nameOf: (username: string) => string): string {
  const { says, fields } = m.value.time
  const who = nameOf(change.by)
  const { event, changes } = change
  if (event.endsWith('-created')) return says.created(who, what)
  if (event.endsWith('-deleted')) return says.deleted(who, what)
  if (event.endsWith('-restored')) return says.restored(who, what)
  const { status, assigned, name } = changes
  if (status) return says.moved(who, what, m.value.status[status.to as TaskStatus])
  if (name && Object.keys(changes).length === 1) return says.renamed(who, String(name.from), String(name.to))
  if (assigned && Object.keys(changes).length === 1)
    return assigned.to ? says.assigned(who, what, nameOf(String(assigned.to))) : says.unassigned(who, what)
  const named = Object.keys(changes).flatMap((field) => fields[field] ?? [])
  if (event.endsWith('-moved') && !named.length) return says.reordered(who, what)
  return named.length ? says.changed(who, what, list(named)) : says.touched(who, what)
}
