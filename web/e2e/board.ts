import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ADMIN = { username: 'admin', password: 'correct-horse-battery' }
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const START = 180_000

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

export interface RunningBoard {
  url: string
  home: string
  stop(): Promise<void>
}

/** A board of its own: the launcher with a fresh home (or the one that is given) on a free port. */
export async function startBoard(
  options: { home?: string; port?: number; demo?: boolean } = {},
): Promise<RunningBoard> {
  const port = options.port ?? (await freePort())
  const home = options.home ?? join(tmpdir(), `corkboard-e2e-${process.pid}-${port}`)
  mkdirSync(home, { recursive: true })
  const board = spawn(join(ROOT, 'corkboard'), ['up', ...(options.demo ? [] : ['--no-demo'])], {
    cwd: ROOT,
    env: {
      ...process.env,
      HTTP_PORT: String(port),
      MANAGEMENT_PORT: '0',
      CORKBOARD_HOME: home,
      ACCOUNTS_SIGNUPS_AN_HOUR: '1000', // every journey makes its own people
      ADMIN_USERNAME: ADMIN.username,
      ADMIN_PASSWORD: ADMIN.password,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = createWriteStream(join(home, 'up.log'), { flags: 'a' })
  board.stderr.pipe(log)
  await ready(board, log)
  const stop = async () => {
    const ended = new Promise((resolve) => board.once('exit', resolve))
    if (board.exitCode === null && board.kill('SIGTERM')) await ended
  }
  return { url: `http://localhost:${port}`, home, stop }
}

function ready(board: ChildProcess, log: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the board was not ready in time')), START)
    board.stdout!.on('data', (chunk: Buffer) => {
      log.write(chunk)
      if (!chunk.toString().includes('Corkboard is ready')) return
      clearTimeout(late)
      resolve()
    })
    board.once('exit', (code) => reject(new Error(`the board ended with ${code}: see up.log in its home`)))
  })
}

/** Playwright's global setup: one board for all journeys. */
export default async function setup() {
  if (process.env['CORKBOARD_URL']) return undefined
  const board = await startBoard()
  process.env['CORKBOARD_URL'] = board.url
  return async () => {
    await board.stop()
    rmSync(board.home, { recursive: true, force: true })
  }
}
