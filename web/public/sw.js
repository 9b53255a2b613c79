/*
 * Keeps the files of the page, so that it opens without a line. It keeps nothing of the board and nobody's data: what was
 * seen of those is in IndexedDB, and goes when its person signs out. A version of the page is a cache of its own; the
 * last two stay, as a tab may still be of the one before.
 */
const PREFIX = 'corkboard-page-'
const NOT_THE_PAGE = /^\/(api|auth|dev|smoketests|\.well-known)(\/|$)/
/** Longer than this nobody looks at a white window, in milliseconds. */
const PATIENCE = 4000

self.addEventListener('install', (event) => event.waitUntil(keep().then(() => self.skipWaiting())))
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || NOT_THE_PAGE.test(pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(event))
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request))
})

const hers = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX))

/** From the newest version that has it. */
async function kept(url) {
  for (const name of (await hers()).reverse()) {
    const found = await (await caches.open(name)).match(url)
    if (found) return found
  }
  return undefined
}

/** All files of the page that is served now. Its index comes last: then all that it needs is there. */
async function keep() {
  const [index, list] = await Promise.all(['/', '/files.txt'].map((url) => fetch(url, { cache: 'no-store' })))
  if (!index.ok || !list.ok) throw new Error('the page is not there')
  const files = (await list.text()).split('\n').filter((name) => /^assets\/.*(?<!\.gz|\.br)$/.test(name))
  const name = PREFIX + (await digest(files.join()))
  const cache = await caches.open(name)
  await Promise.all(files.map((file) => keepFile(cache, `/${file}`)))
  await cache.put('/', index)
  const others = (await hers()).filter((other) => other !== name)
  await Promise.all(others.slice(0, -1).map((old) => caches.delete(old)))
}

async function keepFile(cache, url) {
  if (await cache.match(url)) return
  const answer = (await kept(url)) ?? (await fetch(url))
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  await cache.put(url, answer)
}

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return [...bytes.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function asset(request) {
  return (await kept(request.url)) ?? fetch(request)
}

/** From the service while it answers in time: a new version is seen at once. */
async function page(event) {
  const old = await kept('/')
  const late = new Promise((_, reject) => setTimeout(reject, old ? PATIENCE : 60_000, new Error('too slow')))
  try {
    const answer = await Promise.race([fetch(event.request), late])
    if (old && answer.status >= 500) return old
    if (answer.ok && answer.headers.get('ETag') !== old?.headers.get('ETag'))
      event.waitUntil(keep().catch(() => undefined)) // then what there was stays
    return answer
  } catch (failure) {
    if (old) return old
    throw failure
  }
}
