import createClient from 'openapi-fetch'
import type { paths } from '@schema'
import { notReached, reached } from './line'
import type { Problem } from './types'

const TIMEOUT = 20_000
/** As many as the service takes in one request. */
const MOST_SEEN = 20

/** A refusal of the service, to be told by its code. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code)
  }
}

/** No answer came, or none of the service's own: whether a write happened is not known, so it may be sent again. */
export class Unreachable extends Error {}

/** What requests need of the session, and nothing of how it is kept. */
export interface Bearer {
  token(): Promise<string | null>
  /** A token to try in place of one that was refused, or null if nobody is signed in any more. */
  renewed(refused: string): Promise<string | null>
}

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>

export interface CallOptions {
  query?: Query
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

export interface Answer<T> {
  data: T
  /** Of the list: the feed goes on from here with no gap. */
  position: string | null
}

/** Sends the token, and once more with a new one where it was refused; lists show what was written before. */
export function httpClient(bearer: Bearer) {
  const seen: string[] = []

  async function send(request: Request): Promise<Response> {
    const token = await bearer.token()
    if (token) request.headers.set('Authorization', `Bearer ${token}`)
    if (request.method === 'GET' && seen.length) request.headers.set('Consistency-Token', seen.join(','))
    const again = request.clone()
    const response = await reach(request)
    if (response.status === 401 && token) {
      const renewed = await bearer.renewed(token)
      if (!renewed) return response
      again.headers.set('Authorization', `Bearer ${renewed}`)
      return remembered(await reach(again))
    }
    return remembered(response)
  }

  function remembered(response: Response) {
    const written = response.headers.get('Consistency-Token')
    if (written) {
      seen.push(written)
      if (seen.length > MOST_SEEN) seen.shift()
    }
    return response
  }

  const described = createClient<paths>({
    baseUrl: location.origin,
    fetch: send,
    querySerializer: { array: { style: 'form', explode: true } },
  })

  /** For calls that are made by kind, or that the description of the API does not have yet. */
  async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
    const url = new URL(path, location.origin)
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value === null || value === undefined) continue
      for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one))
    }
    const headers = new Headers(options.headers)
    if (options.body !== undefined) headers.set('Content-Type', 'application/json')
    const response = await send(
      new Request(url, {
        method,
        headers,
        body: options.body === undefined ? null : JSON.stringify(options.body),
        signal: options.signal ?? null,
      }),
    )
    if (!response.ok) throw await refusal(response)
    const text = await response.text() // a 202 and a 204 have none
    const data = (text ? JSON.parse(text) : undefined) as T
    return { data, position: response.headers.get('Position') }
  }

  return { ...described, call }
}

export type Http = ReturnType<typeof httpClient>

/** The data of a described call, or a Refusal. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call
  if (!response.ok) throw asRefusal(response.status, error)
  return data as T
}

export async function refusal(response: Response): Promise<Refusal | Unreachable> {
  return asRefusal(response.status, await response.json().catch(() => null))
}

/** What is no problem of the service's own comes from a proxy before it. */
function asRefusal(status: number, body: unknown): Refusal | Unreachable {
  if (typeof body === 'object' && body && 'code' in body) return new Refusal(body as Problem)
  if (status >= 500) {
    notReached()
    return new Unreachable(String(status))
  }
  return new Refusal({ code: 'malformed-request', status, detail: `HTTP ${status}` })
}

/** An answer, whatever it says; Unreachable if none comes in time. An abort by the caller stays one. */
export async function reach(request: Request): Promise<Response> {
  const slow = AbortSignal.timeout(TIMEOUT)
  try {
    const response = await fetch(request, { signal: AbortSignal.any([request.signal, slow]) })
    reached()
    return response
  } catch (failure) {
    if (request.signal.aborted) throw failure
    notReached()
    throw new Unreachable(failure instanceof Error ? failure.message : String(failure))
  }
}
