import { session } from '@/session/session'
import { httpClient } from './http'

/** The API, as the person who is signed in. */
export const http = httpClient(session.bearer)

export { answer, Refusal, Unreachable, type Query } from './http'
export { online } from './line'
export type * from './types'
