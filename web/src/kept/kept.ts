import { clear, createStore, del, get, keys, set } from 'idb-keyval'

/**
 * What this browser keeps for one person, in IndexedDB: reads to show while the line is down, writes that wait, drafts.
 * No token is among it. Where there is no IndexedDB (some private windows) nothing is kept, and all else works.
 */
let store: ReturnType<typeof createStore> | null = null

function open() {
  store ??= createStore('corkboard', 'kept')
  return store
}

async function tried<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work()
  } catch {
    return otherwise
  }
}

export const kept = {
  get: <T>(key: string) => tried<T | undefined>(() => get<T>(key, open()), undefined),
  set: (key: string, value: unknown) => tried(() => set(key, value, open()), undefined),
  remove: (key: string) => tried(() => del(key, open()), undefined),
  keys: (prefix: string) =>
    tried(async () => (await keys<string>(open())).filter((key) => key.startsWith(prefix)), [] as string[]),
  clear: () => tried(() => clear(open()), undefined),
  /** What another person left in this browser without signing out is not for this one to see or send. */
  async belongTo(username: string) {
    if ((await kept.get<string>('owner')) === username) return
    await kept.clear()
    await kept.set('owner', username)
  },
}
