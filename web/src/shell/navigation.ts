import { CalendarCheck2, Inbox, MessageCircle, Newspaper, Settings2, SquareKanban, Timer, Trash2 } from '@lucide/vue'
import type { Component } from 'vue'
import type { Messages } from '@/i18n'

export interface Place {
  /** The name of its route, and of its text. */
  name: 'board' | 'backlog' | 'sprints' | 'day' | 'posts' | 'tweets' | 'bin' | 'admin'
  icon: Component
  keys?: string
  /** Shown at the bottom of a phone; the others are behind "More". */
  onPhone?: boolean
  adminOnly?: boolean
  /** A line above it. */
  apart?: boolean
}

/** Where one can go, in the order of the side bar. A new screen gets its line here. */
export const PLACES: readonly Place[] = [
  { name: 'board', icon: SquareKanban, keys: 'g b', onPhone: true },
  { name: 'backlog', icon: Inbox, keys: 'g l', onPhone: true },
  { name: 'sprints', icon: Timer, keys: 'g s' },
  { name: 'day', icon: CalendarCheck2, keys: 'g d', onPhone: true },
  { name: 'posts', icon: Newspaper, keys: 'g p', apart: true },
  { name: 'tweets', icon: MessageCircle, keys: 'g m' },
  { name: 'bin', icon: Trash2, apart: true },
  { name: 'admin', icon: Settings2, adminOnly: true },
]

export function nameOf(place: Place, messages: Messages): string {
  return messages.nav[place.name]
}
