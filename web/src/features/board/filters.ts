import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { Card, Priority } from '@/api'
import { daysBetween } from '@/i18n/format'

export type Due = 'none' | 'overdue' | 'week'
export const DUES: readonly Due[] = ['overdue', 'week', 'none']
export const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'normal', 'low']

/** Which cards are shown. Within a part any of what is chosen fits; a card must fit all parts. */
export interface Filter {
  text: string
  who: readonly string[]
  unassigned: boolean
  labels: readonly string[]
  unlabelled: boolean
  due: Due | null
  priorities: readonly Priority[]
}

export const EVERYTHING: Filter = {
  text: '',
  who: [],
  unassigned: false,
  labels: [],
  unlabelled: false,
  due: null,
  priorities: [],
}

type Given = LocationQuery[string] | undefined

function all(value: Given): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => !!one)
}

function oneOf<T extends string>(known: readonly T[], value: Given): T[] {
  const given = all(value)
  return known.filter((one) => given.includes(one))
}

export function filterOf(query: LocationQuery): Filter {
  return {
    text: all(query['q'])[0] ?? '',
    who: all(query['who']),
    unassigned: query['unassigned'] === 'true',
    labels: all(query['label']),
    unlabelled: query['unlabelled'] === 'true',
    due: oneOf(DUES, query['due'])[0] ?? null,
    priorities: oneOf(PRIORITIES, query['priority']),
  }
}

/** The address of the same screen with this filter; what else stands in it stays. */
export function queryOf(filter: Filter, others: LocationQuery = {}): LocationQueryRaw {
  const several = (list: readonly string[]) => (list.length ? [...list] : undefined)
  return {
    ...others,
    q: filter.text || undefined,
    who: several(filter.who),
    unassigned: filter.unassigned ? 'true' : undefined,
    label: several(filter.labels),
    unlabelled: filter.unlabelled ? 'true' : undefined,
    due: filter.due ?? undefined,
    priority: several(filter.priorities),
  }
}

/** How many things are chosen beside the text. */
export function chosenIn(filter: Filter): number {
  return (
    filter.who.length +
    Number(filter.unassigned) +
    filter.labels.length +
    Number(filter.unlabelled) +
    Number(filter.due !== null) +
    filter.priorities.length
  )
}

export function isEverything(filter: Filter): boolean {
  return chosenIn(filter) === 0 && !filter.text.trim()
}

/** Whether cards fit; `todayOf` tells what day it is for whoever a card is assigned to. */
export function matcher(filter: Filter, todayOf: (username: string | null) => string): (card: Card) => boolean {
  if (isEverything(filter)) return () => true
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const who = new Set(filter.who)
  const labels = new Set(filter.labels)
  const priorities = new Set<Priority>(filter.priorities)
  const days = new Map<string | null, string>()
  const day = (username: string | null) => {
    let known = days.get(username)
    if (!known) days.set(username, (known = todayOf(username)))
    return known
  }

  return (card) => {
    if ((who.size || filter.unassigned) && !(card.assigned ? who.has(card.assigned) : filter.unassigned)) return false
    if (labels.size || filter.unlabelled) {
      if (!(card.labels.length ? card.labels.some((label) => labels.has(label)) : filter.unlabelled)) return false
    }
    if (priorities.size && !priorities.has(card.priority ?? 'normal')) return false
    if (filter.due && !isDue(card, filter.due, day)) return false
    if (!words.length) return true
    const text = `${card.name} ${card.number ? `#${card.number}` : ''} ${card.labels.join(' ')} ${card.assigned ?? ''}`
    const lower = text.toLowerCase()
    return words.every((word) => lower.includes(word))
  }
}

function isDue(card: Card, due: Due, day: (username: string | null) => string): boolean {
  if (!card.due) return due === 'none'
  if (due === 'none') return false
  if (card.status === 'done') return false
  const left = daysBetween(day(card.assigned), card.due)
  return due === 'overdue' ? left < 0 : left >= 0 && left < 7
}
