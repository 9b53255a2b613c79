/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offset(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - at
}

/** What a clock in the zone shows, as `2026-11-21T09:30`: the value of an input. */
export function wallClock(at: string | number, zone: string): string {
  const instant = Math.floor(new Date(at).getTime() / 60_000) * 60_000
  return new Date(instant + offset(instant, zone)).toISOString().slice(0, 16)
}

/** When a clock in the zone shows that. A time that is skipped in spring is taken an hour later. */
export function fromWallClock(wall: string, zone: string): string {
  const asUtc = new Date(`${wall}Z`).getTime()
  const guess = asUtc - offset(asUtc, zone)
  return new Date(asUtc - offset(guess, zone)).toISOString()
}
