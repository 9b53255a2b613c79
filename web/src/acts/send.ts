import { http, Refusal, type Problem } from '@/api'
import type { Entity } from '@/store/collection'
import { PATHS } from '@/store/store'
import type { Fields, Write } from './write'

/** What became of one write: what there is now (nothing after a deletion), or why not. */
export type Sent = { ok: true; entity: Entity | undefined } | { ok: false; problem: Problem }

/** As many as one request to the service may have. */
const MOST = 100
const keyOf = (id: string) => id.slice(id.indexOf(':') + 1)
const quoted = (revision: number) => `"${revision}"`

/** Sends writes in their order; several of cards in one request. Unreachable is thrown, and all may be sent again. */
export async function sendAll(writes: readonly Write[]): Promise<Sent[]> {
  if (writes.length > 1 && writes.every((write) => write.kind === 'task' && write.op !== 'revert')) {
    const sent: Sent[] = []
    for (let at = 0; at < writes.length; at += MOST) sent.push(...(await sendBulk(writes.slice(at, at + MOST))))
    return sent
  }
  const sent: Sent[] = []
  for (const write of writes) sent.push(await sendOne(write))
  return sent
}

async function sendOne(write: Write): Promise<Sent> {
  const path = `${PATHS[write.kind]}/${encodeURIComponent(write.id)}`
  const headers: Record<string, string> =
    'ifMatch' in write && write.ifMatch ? { 'If-Match': quoted(write.ifMatch) } : {}
  try {
    switch (write.op) {
      case 'create':
        return done(await call('POST', PATHS[write.kind], { 'Idempotency-Key': keyOf(write.id) }, write.body))
      case 'patch':
        return done(await call('PATCH', path, headers, write.body))
      case 'move':
        return done(await call('POST', `${path}/move`, headers, write.body))
      case 'delete':
        return done(await call('DELETE', path, headers))
      case 'restore':
        return done(await call('POST', `${path}/restore`, {}))
      case 'revert':
        return done(await call('POST', `${path}/revert`, headers, { revision: write.revision }))
    }
  } catch (failure) {
    if (failure instanceof Refusal && !toRepeat(failure.problem)) return { ok: false, problem: failure.problem }
    throw failure
  }
}

async function call(method: string, path: string, headers: Record<string, string>, body?: Fields) {
  const { data } = await http.call<Entity | undefined>(method, path, { headers, body })
  return data
}

const done = (entity: Entity | undefined): Sent => ({ ok: true, entity })

/** A 503 says that the outcome is unknown and that the same may be sent again. */
function toRepeat(problem: Problem) {
  return problem.status === 503 || problem.status === 429
}

interface BulkAnswer {
  results: { status: number; body?: Entity | Problem }[]
}

async function sendBulk(writes: readonly Write[]): Promise<Sent[]> {
  const operations = writes.map((write) => ({
    op: write.op,
    ...(write.op === 'create' ? { key: keyOf(write.id) } : { id: write.id }),
    ...((write.op === 'patch' || write.op === 'delete') && write.ifMatch ? { if_match: write.ifMatch } : {}),
    ...('body' in write ? { body: write.body } : {}),
  }))
  const { data } = await http.call<BulkAnswer>('POST', '/api/tasks/bulk', { body: { operations } })
  return data.results.map(({ status, body }) =>
    status < 300 ? done(body as Entity | undefined) : { ok: false, problem: body as Problem },
  )
}
