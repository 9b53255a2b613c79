import { m } from '@/i18n'
import { instant, nearDay, time } from '@/i18n/format'
import type { Decided, Planned, Report } from './useReminders'

/** A reason in words; those that are not known yet as the service names them. */
export function reasonWords(reason: string): string {
  return m.value.day.reasons[reason] ?? m.value.day.otherReason(reason)
}

/** What became, or will become, of the mail of this day. */
export function todayWords({ day, planned, digest }: Report): string {
  const words = m.value.day
  if (!digest) return words.digestOff
  if (day.outcome === 'sent') return words.digestSent(time(day.at))
  if (day.outcome === 'not-sent') return words.digestNotSent(reasonWords(day.reason ?? ''))
  const plan = planned.find((it) => it.kind === 'digest' && it.date === day.date)
  if (plan?.reason) return words.digestWillNot(time(day.at), reasonWords(plan.reason))
  return words.digestWill(time(day.at), plan?.due_count ?? 0, plan?.overdue_count ?? 0)
}

export function plannedWords(it: Planned): string {
  const words = m.value.day
  if (it.kind === 'task') {
    const name = it.task?.name ?? words.aCard
    return it.reason ? words.taskWillNot(name, reasonWords(it.reason)) : words.taskWill(name, instant(it.at))
  }
  const when = `${nearDay(it.date)}, ${time(it.at)}`
  if (it.reason) return words.nextDigestWillNot(when, reasonWords(it.reason))
  return words.nextDigestWill(when, it.due_count ?? 0, it.overdue_count ?? 0)
}

export function decidedWords(it: Decided): string {
  const words = m.value.day
  const what = it.kind === 'digest' ? words.digestOf(nearDay(it.date)) : (it.task?.name ?? words.aCard)
  if (it.outcome !== 'sent') return words.notSent(what, reasonWords(it.reason ?? it.outcome))
  return words.states[it.state ?? 'waiting'](what, instant(it.sent_at ?? it.decided_at))
}
