import { computed, readonly, ref } from 'vue'
import { http, online, type Change, type Page } from '@/api'
import { reached } from '@/api/line'
import { session } from '@/session/session'
import { follow, type StreamState } from './stream'

/** Changes are given on together, this many milliseconds after the first of them, so that a burst draws once. */
const TOGETHER = 16
/** So many changes are remembered for lists that were read from a little before them. */
const REMEMBERED = 2000

export interface Presence {
  username: string
  on: { kind: string; id: string } | null
}

export interface Listener {
  onChanges?(changes: readonly Change[]): void
  /** The board was restored from a backup: what is shown has to be read anew. */
  onReset?(): void
  onPresence?(presence: Presence): void
}

const listeners = new Set<Listener>()
const stream = ref<StreamState>('connecting')
const recent: Change[] = []
let waiting: Change[] = []
let timer = 0
let stop: (() => void) | null = null
const QUERY = { presence: 'true' }

function flush() {
  timer = 0
  const changes = waiting
  waiting = []
  recent.push(...changes)
  if (recent.length > REMEMBERED * 1.5) recent.splice(0, recent.length - REMEMBERED)
  for (const listener of [...listeners]) listener.onChanges?.(changes)
}

function take(change: Change) {
  waiting.push(change)
  timer ||= window.setTimeout(flush, TOGETHER)
}

/** The feed of everything that happens; one stream for the whole page, from sign-in to sign-out. */
export const live = {
  /** `live` if changes arrive as they happen. */
  state: computed<StreamState>(() => (online.value ? stream.value : 'offline')),
  stream: readonly(stream),

  /** Begins to follow, from a position that a list gave or from now. Does nothing if it follows already. */
  start(from: string | null = null) {
    stop ??= follow(session.bearer, {
      from,
      query: QUERY,
      onState(state) {
        stream.value = state
        if (state === 'live') reached()
      },
      onEvent({ event, data }) {
        if (!data) return
        if (event === 'reset') for (const listener of [...listeners]) listener.onReset?.()
        else if (event === 'presence') {
          const presence = JSON.parse(data) as Presence
          for (const listener of [...listeners]) listener.onPresence?.(presence)
        } else take(JSON.parse(data) as Change)
      },
    })
  },

  stop() {
    stop?.()
    stop = null
    recent.length = 0
    waiting = []
    stream.value = 'connecting'
  },

  listen(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },

  /** The changes after a position, for a list that was read at it: those that came meanwhile, or from the service. */
  async since(position: string): Promise<readonly Change[]> {
    const first = recent[0]
    if (!first) return []
    if (first.position <= position) return recent.filter((change) => change.position > position)
    const missed: Change[] = []
    let after = position
    for (;;) {
      const page = await http.call<Page<Change>>('GET', '/api/changes', {
        query: { after, limit: 100 },
        headers: { Accept: 'application/json' },
      })
      missed.push(...page.data.results)
      if (!page.data.results.length || page.data.next === null) return missed
      after = page.data.next
    }
  },
}
