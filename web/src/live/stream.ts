import { createParser, type EventSourceMessage } from 'eventsource-parser'
import type { Bearer } from '@/api/http'

/** A tab that nobody sees gives its connection back after this: a browser has six for all tabs without HTTP/2. */
const UNSEEN = 20_000
/** The service says something every 15 s; after this silence the connection is taken for dead. */
const SILENCE = 40_000

export type StreamState = 'connecting' | 'live' | 'offline'

export interface Follower {
  /** Where to go on from at first; null for now. */
  from: string | null
  query?: Record<string, string>
  onEvent(event: EventSourceMessage): void
  onState(state: StreamState): void
  /** What was asked for is refused for good (a status of 4xx): the stream is tried again, more seldom. */
  onRefused?(status: number): void
}

/**
 * Follows the journal by fetch, as EventSource cannot send a token. The stream ends with its token, with the node, with
 * sleep; it goes on from the last position each time, so nothing is lost and nothing comes twice.
 */
export function follow(bearer: Bearer, follower: Follower): () => void {
  const stop = new AbortController()
  let position = follower.from
  let pause = 2000
  let heard = 0
  let connection = new AbortController()
  let unseen = 0

  async function once(): Promise<void> {
    const token = await bearer.token()
    if (!token) throw new Error('nobody is signed in')
    const url = new URL('/api/changes', location.origin)
    for (const [name, value] of Object.entries(follower.query ?? {})) url.searchParams.set(name, value)
    const headers: Record<string, string> = { Accept: 'text/event-stream', Authorization: `Bearer ${token}` }
    if (position) headers['Last-Event-ID'] = position
    const response = await fetch(url, { headers, signal: connection.signal, cache: 'no-store' })
    if (response.status === 401) {
      if (!(await bearer.renewed(token))) throw new Error('signed out')
      return
    }
    if (!response.ok || !response.body) {
      if (response.status < 500) follower.onRefused?.(response.status)
      throw new Error(String(response.status))
    }
    follower.onState('live')
    await read(response.body)
  }

  async function read(body: ReadableStream<Uint8Array>) {
    const parser = createParser({
      onEvent(event) {
        if (event.id) position = event.id
        follower.onEvent(event)
      },
      onRetry: (interval) => (pause = interval),
    })
    const decoder = new TextDecoder()
    const reader = body.getReader()
    heard = Date.now()
    const watch = setInterval(() => Date.now() - heard > SILENCE && connection.abort(), 5000)
    try {
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        heard = Date.now()
        parser.feed(decoder.decode(value, { stream: true }))
      }
    } finally {
      clearInterval(watch)
    }
  }

  async function forEver() {
    let failures = 0
    while (!stop.signal.aborted) {
      await seen()
      if (stop.signal.aborted) return
      connection = new AbortController()
      try {
        await once()
        failures = 0
      } catch {
        if (stop.signal.aborted) return
        if (connection.signal.aborted && document.visibilityState !== 'visible') continue
        follower.onState(failures > 1 || !navigator.onLine ? 'offline' : 'connecting')
        failures += 1
        await rest(Math.min(30_000, pause * 2 ** Math.min(failures - 1, 4)) * (0.5 + Math.random() / 2))
      }
    }
  }

  /** Resolves at once, or when the tab is looked at again. */
  function seen() {
    return new Promise<void>((resolve) => {
      const look = () => {
        if (document.visibilityState !== 'visible' && !stop.signal.aborted) return
        document.removeEventListener('visibilitychange', look)
        resolve()
      }
      document.addEventListener('visibilitychange', look)
      look()
    })
  }

  /** Looked at again: what has been silent for longer than it may be did not survive a sleep. */
  function changed() {
    clearTimeout(unseen)
    if (document.visibilityState !== 'visible') unseen = window.setTimeout(() => connection.abort(), UNSEEN)
    else if (heard && Date.now() - heard > UNSEEN) connection.abort()
  }

  /** Waits, but not longer than until the browser says that the network is back, or somebody looks. */
  function rest(milliseconds: number) {
    return new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer)
        removeEventListener('online', end)
        document.removeEventListener('visibilitychange', end)
        stop.signal.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, milliseconds)
      addEventListener('online', end)
      document.addEventListener('visibilitychange', end)
      stop.signal.addEventListener('abort', end)
    })
  }

  document.addEventListener('visibilitychange', changed)
  void forEver()
  return () => {
    document.removeEventListener('visibilitychange', changed)
    clearTimeout(unseen)
    stop.abort()
    connection.abort()
  }
}
