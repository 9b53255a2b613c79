import { session } from '@/session/session'
import { locale } from './index'

/** Formatters are dear to make and kept. */
function cached<O extends object, F>(make: (locale: string, options: O) => F) {
  const kept = new Map<string, F>()
  return (options: O): F => {
    const key = `${locale.value} ${JSON.stringify(options)}`
    let format = kept.get(key)
    if (!format) kept.set(key, (format = make(locale.value, options)))
    return format
  }
}

const dates = cached<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(
  (tag, options) => new Intl.DateTimeFormat(tag, options),
)
const numbers = cached<Intl.NumberFormatOptions, Intl.NumberFormat>(
  (tag, options) => new Intl.NumberFormat(tag, options),
)
const ages = cached<Intl.RelativeTimeFormatOptions, Intl.RelativeTimeFormat>(
  (tag, options) => new Intl.RelativeTimeFormat(tag, options),
)
const lists = cached<Intl.ListFormatOptions, Intl.ListFormat>((tag, options) => new Intl.ListFormat(tag, options))

const DAY = 86_400_000
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['week', 7 * DAY],
  ['day', DAY],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** A date is the same day in every zone. */
const asUtc = (date: string) => new Date(`${date}T00:00:00Z`)

const days = new Map<string, Intl.DateTimeFormat>()

/** Today of somebody in a zone, as `2026-11-21`; of the person who is signed in unless another is given. */
export function today(timeZone = session.timeZone.value, now = new Date()): string {
  let format = days.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    days.set(timeZone, format)
  }
  return format.format(now)
}

/** Days from one date to another; negative if the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((asUtc(to).getTime() - asUtc(from).getTime()) / DAY)
}

/** A date as `21 Nov`, with the year if it is not this one. */
export function day(date: string): string {
  const year = date.slice(0, 4) === today().slice(0, 4) ? {} : ({ year: 'numeric' } as const)
  return dates({ day: 'numeric', month: 'short', ...year, timeZone: 'UTC' }).format(asUtc(date))
}

/** A date as `Saturday, 21 November 2026`. */
export function longDay(date: string): string {
  return dates({ dateStyle: 'full', timeZone: 'UTC' }).format(asUtc(date))
}

/** A date near today as `today`, `tomorrow`, `Monday`; else as `21 Nov`. */
export function nearDay(date: string, timeZone?: string): string {
  const ahead = daysBetween(today(timeZone), date)
  if (Math.abs(ahead) <= 1) return ages({ numeric: 'auto' }).format(ahead, 'day')
  if (ahead > 1 && ahead < 7) return dates({ weekday: 'long', timeZone: 'UTC' }).format(asUtc(date))
  return day(date)
}

/** An instant as date and time in the person's zone. */
export function instant(at: string | Date): string {
  return dates({ dateStyle: 'medium', timeStyle: 'short', timeZone: session.timeZone.value }).format(new Date(at))
}

export function time(at: string | Date): string {
  return dates({ timeStyle: 'short', timeZone: session.timeZone.value }).format(new Date(at))
}

/** How long ago, or until: `3 minutes ago`. */
export function ago(at: string | Date, now = Date.now()): string {
  const distance = new Date(at).getTime() - now
  for (const [unit, length] of STEPS)
    if (Math.abs(distance) >= length) return ages({ numeric: 'auto' }).format(Math.round(distance / length), unit)
  return ages({ numeric: 'auto' }).format(0, 'second')
}

export function number(value: number, options: Intl.NumberFormatOptions = {}): string {
  return numbers(options).format(value)
}

export function percent(share: number): string {
  return numbers({ style: 'percent', maximumFractionDigits: 0 }).format(share)
}

/** `anna, ben and cleo`. */
export function list(items: readonly string[]): string {
  return lists({ type: 'conjunction' }).format(items)
}
