export interface Timeline {
  from: string
  to: string
  stretches: { at: string; changes: number }[]
}

/**
 * The moments that a slider stops at: the beginning of each stretch of the timeline, and its end. Between two of them
 * where nothing changed the board is the same, so that it is read once for all of them.
 */
export function momentsOf({ to, stretches }: Timeline) {
  const instants = [...stretches.map(({ at }) => at), to]
  /** For each moment the first one of which the board looked the same. */
  const sameAs: number[] = []
  instants.forEach((_, at) => sameAs.push(at === 0 || stretches[at - 1]!.changes > 0 ? at : sameAs[at - 1]!))
  const last = instants.length - 1

  return {
    last,
    instants,
    /** The instant to read the board of. */
    readAt: (at: number): string => instants[sameAs[clamp(at)]!]!,
    /** The moment that is nearest to an instant. */
    nearest(instant: string): number {
      const wanted = Date.parse(instant)
      let best = 0
      instants.forEach((there, at) => {
        if (Math.abs(Date.parse(there) - wanted) <= Math.abs(Date.parse(instants[best]!) - wanted)) best = at
      })
      return best
    },
    /** The next moment at which the board looks different, forwards (1) or back (-1); the same at the end. */
    next(at: number, by: 1 | -1): number {
      for (let there = at + by; there >= 0 && there <= last; there += by)
        if (sameAs[there] !== sameAs[at]) return by < 0 ? sameAs[there]! : there
      return at
    },
    /** What to read ahead: where the next steps lead to. */
    around(at: number): string[] {
      const steps = [this.next(at, -1), this.next(at, 1), at - 10, at + 10, this.next(this.next(at, -1), -1)]
      return [...new Set(steps.map((step) => this.readAt(step)))]
    },
  }

  function clamp(at: number) {
    return Math.min(last, Math.max(0, at))
  }
}

export type Moments = ReturnType<typeof momentsOf>
